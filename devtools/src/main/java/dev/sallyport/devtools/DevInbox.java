package dev.sallyport.devtools;

import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.domain.mail.Mail;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

/** Where mail ends up in development: in memory, for its developer to read. It forgets the oldest when it is full. */
public final class DevInbox implements MailTransport, AutoCloseable {
    /** How many mails there is room for. */
    public static final int CAPACITY = 500;

    private final InstantSource clock;
    private final Lock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final Deque<Received> newestFirst = new ArrayDeque<>();
    private long version;
    private boolean closed;

    public DevInbox(InstantSource clock) {
        this.clock = clock;
        // Never that of an earlier server, which a page may still remember.
        this.version = clock.instant().toEpochMilli();
    }

    /** A mail, and when it came. */
    public record Received(Mail mail, Instant sentAt) {
        String id() {
            return mail.id().toString();
        }
    }

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
    public Delivery deliver(Mail mail) {
        lock.lock();
        try {
            newestFirst.addFirst(new Received(mail, clock.instant()));
            if (newestFirst.size() > CAPACITY) {
                newestFirst.removeLast();
            }
            change();
        } finally {
            lock.unlock();
        }
        return new Delivery.Delivered();
    }

    public Content content() {
        lock.lock();
        try {
            return new Content(version, List.copyOf(newestFirst));
        } finally {
            lock.unlock();
        }
    }

    /**
     * The newest of those mails.
     *
     * @param patience how long to wait for one if there is none; it is over when the inbox is closed, or the thread interrupted
     */
    public Optional<Received> newest(Predicate<Received> wanted, Duration patience) {
        lock.lock();
        try {
            Optional<Received> newest = first(wanted);
            for (long left = patience.toNanos(); newest.isEmpty() && left > 0 && !closed; newest = first(wanted)) {
                left = changed.awaitNanos(left);
            }
            return newest;
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            return first(wanted);
        } finally {
            lock.unlock();
        }
    }

    private Optional<Received> first(Predicate<Received> wanted) {
        return newestFirst.stream().filter(wanted).findFirst();
    }

    public void empty() {
        lock.lock();
        try {
            newestFirst.clear();
            change();
        } finally {
            lock.unlock();
        }
    }

    private void change() {
        version++;
        changed.signalAll();
    }

    /** Lets nobody wait any longer: who does would hold up the end of the server. */
    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
