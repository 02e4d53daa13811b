package dev.sallyport.mail;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** One thing that was found out about the mail server. For the operator's eyes: it may quote addresses, but no password. */
public sealed interface SmtpFinding {
    /** The server's name stands for these IP addresses. */
    record Resolved(String host, List<String> addresses) implements SmtpFinding {
        public Resolved {
            addresses = List.copyOf(addresses);
        }
    }

    /** The server answers. */
    record Connected(String server) implements SmtpFinding {}

    /** The connection is encrypted, and the server has proven who it is. */
    record Secured(String protocol, String certificateFor, Instant validUntil) implements SmtpFinding {}

    /** The connection is not encrypted, as configured. */
    record InClear() implements SmtpFinding {}

    /** The server knows us. */
    record SignedIn(String user) implements SmtpFinding {}

    /** We do not sign in, as configured. */
    record Anonymous() implements SmtpFinding {}

    /** The server lets that sender send. */
    record SenderAccepted(String sender) implements SmtpFinding {}

    /**
     * The server has taken the mail, and is responsible for it from now on.
     *
     * @param reply what it said
     */
    record MailAccepted(String reply) implements SmtpFinding {}

    /**
     * From here on nothing works. It is always the last.
     *
     * @param reply what the server said, on one line; empty if it did not say anything
     * @param certificate the one that was not good enough, if it was that
     */
    record Failed(SmtpStep step, SmtpTrouble trouble, String reply, Optional<RefusedCertificate> certificate)
            implements SmtpFinding {}
}
