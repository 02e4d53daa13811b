package dev.sallyport.mail;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how mail is handed over.
 *
 * @param user as whom to sign in, or null for not at all
 * @param password null if, and only if, {@code user} is
 * @param from the sender
 * @param replyTo where answers go, or null for the sender
 * @param timeout how long to wait for a connection, and for each single answer; five times as long for the last one, after which a mail
 *     counts as delivered
 */
public record SmtpSettings(
        String host,
        int port,
        @Nullable String user,
        @Nullable SmtpPassword password,
        Mailbox from,
        @Nullable Mailbox replyTo,
        SmtpSecurity security,
        Duration timeout) {
    /** Ten seconds. */
    public static final Duration STANDARD_TIMEOUT = Duration.ofSeconds(10);

    private static final int HIGHEST_PORT = 65_535;

    /**
     * Checked settings.
     *
     * @throws IllegalArgumentException if they make no sense; the message says which
     */
    public SmtpSettings {
        if (host.isBlank() || port < 1 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("a mail server has a name and a port between 1 and " + HIGHEST_PORT);
        }
        if ((user == null) != (password == null)) {
            throw new IllegalArgumentException("a mail server's user and password are given both or neither");
        }
        if (!timeout.isPositive() || timeout.compareTo(Duration.ofHours(1)) > 0) {
            throw new IllegalArgumentException(
                    "a mail server is waited for longer than not at all and at most an hour");
        }
    }

    /** The same server, waited for as long as that. */
    public SmtpSettings waitingFor(Duration otherTimeout) {
        return new SmtpSettings(host, port, user, password, from, replyTo, security, otherTimeout);
    }

    /** The server as operators know it. */
    String server() {
        return host + ":" + port;
    }
}
