package dev.sallyport.mail;

import dev.sallyport.application.mail.MailTransport.Delivery;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;

/**
 * Tells what a failure means. Reasons are made of reply codes and fixed words alone: what servers and exceptions say quotes addresses.
 */
final class SmtpFailure {
    private static final int LOWEST_PERMANENT = 500;

    /** "Authentication required" (RFC 4954 §6). */
    private static final int NOT_SIGNED_IN = 530;

    private SmtpFailure() {}

    /** Whatever goes wrong before the mail is mentioned says nothing about the mail: it is worth another try. */
    static Delivery whenConnecting(MessagingException failure) {
        List<Throwable> chain = chain(failure);
        if (chain.stream().anyMatch(AuthenticationFailedException.class::isInstance)) {
            return new Delivery.Postponed("auth");
        }
        if (chain.stream().anyMatch(SmtpFailure::isAboutTls)) {
            return new Delivery.Postponed("tls");
        }
        OptionalInt reply = reply(chain);
        return new Delivery.Postponed(reply.isPresent() ? "smtp " + reply.getAsInt() : lackOfConnection(chain));
    }

    static Delivery whenSending(MessagingException failure) {
        List<Throwable> chain = chain(failure);
        OptionalInt reply = reply(chain);
        if (reply.isEmpty()) {
            boolean silence = chain.stream().anyMatch(SocketTimeoutException.class::isInstance);
            return new Delivery.Postponed(silence ? "timeout" : "connection lost");
        }
        String reason = "smtp " + reply.getAsInt();
        boolean permanent = reply.getAsInt() >= LOWEST_PERMANENT
                && reply.getAsInt() != NOT_SIGNED_IN
                && chain.stream().noneMatch(SmtpFailure::isAboutTheSender);
        return permanent ? new Delivery.Refused(reason) : new Delivery.Postponed(reason);
    }

    private static String lackOfConnection(List<Throwable> chain) {
        for (Throwable failure : chain) {
            switch (failure) {
                case UnknownHostException unknown -> {
                    return "unknown host";
                }
                case SocketTimeoutException silence -> {
                    return "timeout";
                }
                case ConnectException refused -> {
                    return "connection refused";
                }
                default -> {}
            }
        }
        return "connect";
    }

    /** A missing STARTTLS has no exception of its own. */
    private static boolean isAboutTls(Throwable failure) {
        String message = failure.getMessage();
        return failure instanceof SSLException
                || (message != null && message.toUpperCase(Locale.ROOT).contains("STARTTLS"));
    }

    /**
     * A server that does not let us send (who we say we are, or without signing in) refuses every mail alike, until an operator has
     * corrected the settings; no mail should be lost by then.
     */
    private static boolean isAboutTheSender(Throwable failure) {
        return failure instanceof SMTPSenderFailedException
                || (failure instanceof SMTPSendFailedException refused
                        && refused.getCommand().startsWith("MAIL FROM"));
    }

    private static OptionalInt reply(List<Throwable> chain) {
        return chain.stream()
                .flatMap(SmtpFailure::replyOf)
                .filter(code -> code > 0)
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    private static Stream<Integer> replyOf(Throwable failure) {
        return switch (failure) {
            case SMTPSendFailedException refused -> Stream.of(refused.getReturnCode());
            case SMTPAddressFailedException refused -> Stream.of(refused.getReturnCode());
            case SMTPSenderFailedException refused -> Stream.of(refused.getReturnCode());
            default -> Stream.of();
        };
    }

    /** The failure with everything behind it; a {@link MessagingException}'s cause is its next exception. */
    private static List<Throwable> chain(Throwable failure) {
        List<Throwable> chain = new ArrayList<>();
        for (Throwable next = failure; next != null && !chain.contains(next); next = next.getCause()) {
            chain.add(next);
        }
        return chain;
    }
}
