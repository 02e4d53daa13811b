package dev.sallyport.persistence;

/** A newer version of Sallyport has migrated the database: this one must not touch its schema. */
public final class SchemaTooNew extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SchemaTooNew(String version) {
        super("the database schema has version " + version
                + ", which this version of Sallyport does not know: start the newer version that made it");
    }
}
