package dev.sallyport.domain.registration;

/** Who gets an account. */
public enum Admission {
    /** Whoever wants one. */
    OPEN,
    /** Whom somebody invites. */
    INVITE_ONLY,
    /** Whom the operator invites, or makes one for. */
    CLOSED
}
