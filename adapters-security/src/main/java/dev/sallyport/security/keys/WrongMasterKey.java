package dev.sallyport.security.keys;

/** The master key that was given does not open the keys in this database. Starting with it would lock everybody out. */
public final class WrongMasterKey extends RuntimeException {
    private static final long serialVersionUID = 1L;

    WrongMasterKey(Throwable cause) {
        super("MASTER_KEY is not the one that the keys in this database are sealed under", cause);
    }
}
