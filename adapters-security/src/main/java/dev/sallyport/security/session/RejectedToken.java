package dev.sallyport.security.session;

/** Why a presented token is none of ours. Callers of the port never learn it; it makes the many checks one path. */
final class RejectedToken extends Exception {
    private static final long serialVersionUID = 1L;

    /** Without a stack trace: forged tokens must be cheap to refuse. */
    RejectedToken(String why) {
        super(why, null, false, false);
    }
}
