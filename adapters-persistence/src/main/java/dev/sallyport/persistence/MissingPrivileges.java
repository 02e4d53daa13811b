package dev.sallyport.persistence;

import java.util.List;

/** The database lets us in, but not do what has to be done. Nothing was changed. */
public final class MissingPrivileges extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final List<String> grants;

    /**
     * @param grants what the database's owner would have to say, one statement each
     */
    MissingPrivileges(List<String> grants) {
        super("missing privileges: " + String.join("; ", grants));
        this.grants = List.copyOf(grants);
    }

    /** What the database's owner would have to say, one statement each. */
    public List<String> grants() {
        return grants;
    }
}
