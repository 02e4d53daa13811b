package dev.sallyport.mail;

/** What kind of thing is wrong, so that people can be told how to mend it. */
public enum SmtpTrouble {
    /** No such name. */
    UNKNOWN_HOST,
    /** Nobody listens at that port. */
    CONNECTION_REFUSED,
    /** No way to the machine. */
    UNREACHABLE,
    /** No answer in time. */
    SILENCE,
    /** The connection was lost. */
    HUNG_UP,
    /** What answers is no mail server. */
    NONSENSE,
    /** No {@code STARTTLS} is offered. */
    STARTTLS_MISSING,
    /** The encryption failed, or the certificate is not good enough. */
    TLS,
    /** No sign-in is offered. */
    SIGN_IN_MISSING,
    /** The server said no; what that means depends on the step. */
    REFUSED
}
