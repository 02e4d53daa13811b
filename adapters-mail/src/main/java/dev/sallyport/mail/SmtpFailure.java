package dev.sallyport.mail;

import dev.sallyport.application.mail.MailTransport.Delivery;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.HashSet;
import java.util.Set;
import javax.net.ssl.SSLException;

/**
 * Where a conversation with the mail server went wrong, and how: what it means depends on nothing else.
 *
 * @param reply what the server answered at that step, if it did
 * @param cause what was thrown, for what is not in a reply
 */
record SmtpFailure(SmtpStep step, SmtpReply reply, Throwable cause) {
    /**
     * Permanent by their number, but about us or the connection: commands in an order that the server did not expect, a server that takes
     * no mail at all (RFC 7504), or whose sign-in is missing or too weak (RFC 4954 §6). An operator can mend that, and no mail should be lost by
     * then.
     */
    private static final Set<Integer> ABOUT_US = Set.of(502, 503, 504, 521, 530, 534, 535, 538);

    /** At {@code RCPT}, "too many recipients" of old (RFC 5321 §4.5.3.1.10), or a mailbox that is full today. */
    private static final int EXCEEDED = 552;

    /** The class of policies (RFC 3463 §3.8). At {@code RCPT} it says as a rule that we may not send through this server. */
    private static final String POLICY = "5.7.";

    private static final int CLOSING = 421;

    /** What it means for the mail. */
    Delivery meaning() {
        return switch (step) {
            case CONNECTION, GREETING, HELLO, STARTTLS, SIGN_IN, SENDER -> new Delivery.Postponed(reason());
            case RECIPIENT ->
                isAboutTheMail() && reply.code() != EXCEEDED && !reply.status().startsWith(POLICY)
                        ? new Delivery.Refused(reason())
                        : new Delivery.Postponed(reason());
            case DATA -> isAboutTheMail() ? new Delivery.Refused(reason()) : new Delivery.Postponed(reason());
            case FINAL_DOT -> {
                // Any 2xx is a yes (RFC 5321 §4.2.1), though the library wants 250: it would be sent again and again.
                if (reply.isPositive()) {
                    yield new Delivery.Delivered();
                }
                yield isAboutTheMail() ? new Delivery.Refused(reason()) : new Delivery.Postponed(reason());
            }
        };
    }

    private boolean isAboutTheMail() {
        return reply.isPermanent() && !ABOUT_US.contains(reply.code());
    }

    /**
     * Whether it may be no more than that a connection, which was kept after an earlier mail, has come to its end: another one is worth a
     * try, since this one cannot have taken the mail.
     */
    boolean isWorthAnotherConnection() {
        return switch (step) {
            case CONNECTION, GREETING, HELLO, STARTTLS, SIGN_IN, SENDER -> true;
            case RECIPIENT, DATA -> trouble() != SmtpTrouble.REFUSED || reply.code() == CLOSING;
            case FINAL_DOT -> false;
        };
    }

    /** Reply codes and fixed words alone: what servers and exceptions say quotes addresses. */
    String reason() {
        return switch (trouble()) {
            case UNKNOWN_HOST -> "unknown host";
            case CONNECTION_REFUSED -> "connection refused";
            case UNREACHABLE -> "connect";
            case SILENCE -> "timeout";
            case HUNG_UP -> "connection lost";
            case NONSENSE -> "malformed reply";
            case STARTTLS_MISSING, TLS -> "tls";
            case SIGN_IN_MISSING -> "auth";
            case REFUSED -> refusal();
        };
    }

    private String refusal() {
        if (step == SmtpStep.STARTTLS) {
            return "tls";
        }
        return step == SmtpStep.SIGN_IN && reply.isPermanent() ? "auth" : "smtp " + reply.code();
    }

    /** What kind of thing went wrong. */
    SmtpTrouble trouble() {
        if (isBehindIt(SignInNotOffered.class)) {
            return SmtpTrouble.SIGN_IN_MISSING;
        }
        if (reply.isTemporary() || reply.isPermanent()) {
            return SmtpTrouble.REFUSED;
        }
        if (reply.isMalformed() || isBehindIt(EndlessReply.class)) {
            return SmtpTrouble.NONSENSE;
        }
        if (isBehindIt(SocketTimeoutException.class)) {
            return SmtpTrouble.SILENCE;
        }
        return switch (step) {
            case CONNECTION -> lackOfConnection();
            // The server said what it can do, and we did not go on.
            case HELLO -> reply.isPositive() ? SmtpTrouble.STARTTLS_MISSING : SmtpTrouble.HUNG_UP;
            case STARTTLS -> reply.isPositive() ? SmtpTrouble.TLS : SmtpTrouble.HUNG_UP;
            case GREETING, SIGN_IN, SENDER, RECIPIENT, DATA, FINAL_DOT -> SmtpTrouble.HUNG_UP;
        };
    }

    private SmtpTrouble lackOfConnection() {
        if (isBehindIt(SSLException.class)) {
            return SmtpTrouble.TLS;
        }
        if (isBehindIt(UnknownHostException.class)) {
            return SmtpTrouble.UNKNOWN_HOST;
        }
        return isBehindIt(ConnectException.class) ? SmtpTrouble.CONNECTION_REFUSED : SmtpTrouble.UNREACHABLE;
    }

    /** Whether such a thing is the cause or behind it; a {@link jakarta.mail.MessagingException}'s cause is its next exception. */
    private boolean isBehindIt(Class<? extends Throwable> kind) {
        Set<Throwable> seen = new HashSet<>();
        for (Throwable next = cause; next != null && seen.add(next); next = next.getCause()) {
            if (kind.isInstance(next)) {
                return true;
            }
        }
        return false;
    }
}
