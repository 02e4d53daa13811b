package dev.sallyport.mail;

/** How the connection to the mail server is protected. What is asked for is required, never only tried. */
public enum SmtpSecurity {
    /** In clear at first, then TLS by the {@code STARTTLS} command (RFC 3207), usually on port 587. */
    STARTTLS,
    /** TLS from the first byte (RFC 8314), usually on port 465. */
    TLS,
    /** In clear: for a server on the same machine or network, and for tests. */
    NONE
}
