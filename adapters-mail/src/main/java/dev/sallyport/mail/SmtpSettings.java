package dev.sallyport.mail;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.io.UnsupportedEncodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Where and how mail is handed over.
 *
 * @param user as whom to sign in, or null for not at all
 * @param password null if, and only if, {@code user} is
 * @param from the sender, as {@code id@example.com} or {@code Example <id@example.com>}
 * @param timeout how long to wait for a connection, and for each single answer
 */
public record SmtpSettings(
        String host,
        int port,
        @Nullable String user,
        @Nullable SmtpPassword password,
        String from,
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
        parse(from);
    }

    InternetAddress sender() {
        return parse(from);
    }

    /** What stands behind the sender's at sign. */
    String senderDomain() {
        String address = sender().getAddress();
        return address.substring(address.lastIndexOf('@') + 1);
    }

    private static InternetAddress parse(String from) {
        try {
            InternetAddress[] addresses = InternetAddress.parse(from, true);
            if (addresses.length != 1 || from.chars().anyMatch(Character::isISOControl) || addresses[0].isGroup()) {
                throw new IllegalArgumentException("mail is sent from one address");
            }
            InternetAddress sender = addresses[0];
            sender.validate();
            if (sender.getAddress().indexOf('@') < 1 || !isAscii(sender.getAddress())) {
                throw new IllegalArgumentException("the address that mail is sent from is not one");
            }
            // Said once more, so that it is encoded (RFC 2047) where it is not ASCII.
            sender.setPersonal(sender.getPersonal(), StandardCharsets.UTF_8.name());
            return sender;
        } catch (AddressException malformed) {
            throw new IllegalArgumentException("the address that mail is sent from is not one", malformed);
        } catch (UnsupportedEncodingException impossible) {
            throw new IllegalStateException("every Java runtime has UTF-8", impossible);
        }
    }

    private static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 128);
    }
}
