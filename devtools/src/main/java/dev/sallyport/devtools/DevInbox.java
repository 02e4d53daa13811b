package dev.sallyport.devtools;

import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.domain.mail.Mail;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;

/** Where mail ends up in development: in memory, for its developer to read. It forgets the oldest when it is full. */
public final class DevInbox implements MailTransport {
    /** How many mails there is room for. */
    public static final int CAPACITY = 500;

    private final InstantSource clock;
    private final Deque<Received> newestFirst = new ArrayDeque<>();
    private long version;

    public DevInbox(InstantSource clock) {
        this.clock = clock;
        // Never that of an earlier server, which a page may still remember.
        this.version = clock.instant().toEpochMilli();
    }

    /** A mail, and when it came. */
    public record Received(Mail mail, Instant sentAt) {}

    /**
     * What is there at one time.
     *
     * @param version another whenever something else is there
     * @param mails newest first
     */
    public record Content(long version, List<Received> mails) {
        public Content {
            mails = List.copyOf(mails);
        }
    }

    @Override
    public synchronized Delivery deliver(Mail mail) {
        newestFirst.addFirst(new Received(mail, clock.instant()));
        if (newestFirst.size() > CAPACITY) {
            newestFirst.removeLast();
        }
        version++;
        return new Delivery.Delivered();
    }

    public synchronized Content content() {
        return new Content(version, List.copyOf(newestFirst));
    }

    /** The mail of that id, as it is written. */
    public synchronized Optional<Received> find(String id) {
        return newestFirst.stream()
                .filter(received -> received.mail().id().toString().equals(id))
                .findFirst();
    }

    public synchronized void empty() {
        newestFirst.clear();
        version++;
    }
}
