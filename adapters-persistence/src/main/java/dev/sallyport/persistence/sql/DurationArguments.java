package dev.sallyport.persistence.sql;

import java.sql.Types;
import java.time.Duration;
import org.jdbi.v3.core.argument.AbstractArgumentFactory;
import org.jdbi.v3.core.argument.Argument;
import org.jdbi.v3.core.config.ConfigRegistry;
import org.postgresql.util.PGInterval;

/** Binds durations as {@code interval}, in seconds alone: what PostgreSQL calls a day is not always 24 hours. */
public final class DurationArguments extends AbstractArgumentFactory<Duration> {
    private static final double NANOS_PER_SECOND = 1e9;

    public DurationArguments() {
        super(Types.OTHER);
    }

    @Override
    protected Argument build(Duration duration, ConfigRegistry config) {
        double seconds = duration.getSeconds() + duration.getNano() / NANOS_PER_SECOND;
        return (position, statement, context) ->
                statement.setObject(position, new PGInterval(0, 0, 0, 0, 0, seconds), Types.OTHER);
    }
}
