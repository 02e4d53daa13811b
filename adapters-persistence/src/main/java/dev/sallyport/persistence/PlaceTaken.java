package dev.sallyport.persistence;

import java.sql.SQLException;
import java.time.Duration;

/** Somebody else does what only one may do at a time, and has not come to an end. */
public final class PlaceTaken extends RuntimeException {
    private static final long serialVersionUID = 1L;

    PlaceTaken(Duration patience, SQLException cause) {
        super(
                "for " + patience.toSeconds() + " s, another connection to the database has held the advisory lock"
                        + " hashtextextended('sallyport', 0)",
                cause);
    }
}
