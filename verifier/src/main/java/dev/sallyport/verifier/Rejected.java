package dev.sallyport.verifier;

/** Why a presented token, or a published key, is none that is accepted. It makes the many checks one path. */
final class Rejected extends Exception {
    private static final long serialVersionUID = 1L;

    private final String why;

    /** Without a stack trace: forged tokens must be cheap to refuse. */
    Rejected(String why) {
        super(why, null, false, false);
        this.why = why;
    }

    String why() {
        return why;
    }
}
