package dev.sallyport.bootstrap.security;

import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.domain.mail.Mail;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** Everybody's mailbox. Mail that the server hands out can be read here, and refused for a while. */
final class Inbox implements MailTransport {
    private static final Pattern CODE = Pattern.compile("(?m)^\\s*([0-9]{8})\\s*$");
    private static final Pattern TOKEN = Pattern.compile("#token=([A-Za-z0-9_-]{43})");

    private final List<Mail> mails = new CopyOnWriteArrayList<>();
    private volatile boolean isClosed;

    @Override
    public Delivery deliver(Mail mail) {
        if (isClosed) {
            return new Delivery.Postponed("451 closed for the night");
        }
        mails.add(mail);
        return new Delivery.Delivered();
    }

    /** Takes no mail until it is opened again. */
    void close() {
        isClosed = true;
    }

    void open() {
        isClosed = false;
    }

    List<Mail> to(String address) {
        return mails.stream().filter(mail -> mail.to().value().equals(address)).toList();
    }

    List<Mail> to(String address, String kind) {
        return to(address).stream().filter(mail -> mail.kind().equals(kind)).toList();
    }

    /** That many mails to the address, the oldest first, as soon as they are there. */
    List<Mail> await(String address, int count) {
        return await(() -> to(address), count);
    }

    /** The same with mails of one kind. */
    List<Mail> await(String address, String kind, int count) {
        return await(() -> to(address, kind), count);
    }

    private static List<Mail> await(Callable<List<Mail>> mails, int count) {
        return Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(5))
                .until(mails, received -> received.size() >= count);
    }

    static String code(Mail mail) {
        return find(CODE, mail);
    }

    static String token(Mail mail) {
        return find(TOKEN, mail);
    }

    private static String find(Pattern pattern, Mail mail) {
        Matcher matcher = pattern.matcher(mail.content().text());
        if (!matcher.find()) {
            throw new AssertionError("no " + pattern + " in a mail of kind " + mail.kind());
        }
        return matcher.group(1);
    }
}
