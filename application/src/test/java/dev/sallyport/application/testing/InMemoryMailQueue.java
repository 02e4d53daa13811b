package dev.sallyport.application.testing;

import dev.sallyport.application.mail.MailOutbox;
import dev.sallyport.application.mail.MailQueue;
import dev.sallyport.application.mail.MailRecords;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.mail.MailState;
import dev.sallyport.domain.mail.OutboxEntry;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All sides of the outbox in memory. */
public final class InMemoryMailQueue implements MailOutbox, MailQueue, MailRecords {
    private final InMemoryDatabase database;

    public InMemoryMailQueue(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void enqueue(Mail mail, SecretDigest recipient, Instant now) {
        database.mail.put(mail.id(), QueuedMail.fresh(mail, recipient, now));
    }

    @Override
    public void forget(SecretDigest recipient) {
        database.locked(() -> {
            database.mail.values().stream()
                    .filter(queued -> recipient.equals(queued.recipient()))
                    .forEach(queued -> save(queued.forgotten()));
            return true;
        });
    }

    @Override
    public List<Claimed> claim(int most, Instant now, Duration lease) {
        return database.locked(() -> {
            List<QueuedMail> due = queued().filter(queued -> !queued.due().isAfter(now))
                    .sorted(Comparator.comparing(QueuedMail::due))
                    .toList();
            due.stream().filter(queued -> queued.isExpired(now)).forEach(queued -> save(queued.expired(now)));
            List<Claimed> claimed = new ArrayList<>();
            due.stream().filter(queued -> !queued.isExpired(now)).limit(most).forEach(queued -> {
                QueuedMail taken = queued.taken(now.plus(lease));
                save(taken);
                claimed.add(taken.claimed());
            });
            return List.copyOf(claimed);
        });
    }

    @Override
    public void delivered(MailId id, Instant now) {
        change(id, queued -> true, queued -> queued.delivered(now));
    }

    @Override
    public void retryAt(Claimed mail, Instant due, String reason) {
        change(mail.mail().id(), held(mail), queued -> queued.failed(due, reason));
    }

    @Override
    public void putBack(Claimed mail, Instant due) {
        change(mail.mail().id(), held(mail), queued -> queued.putBack(due));
    }

    @Override
    public void holdBack(Claimed mail, Instant due) {
        database.locked(() -> {
            database.mail.find(mail.mail().id()).filter(held(mail)).ifPresent(queued -> {
                save(queued.putBack(due));
                queued().filter(other ->
                                other.leasedUntil() == null && other.due().isBefore(due))
                        .filter(other ->
                                queued.recipient() != null && queued.recipient().equals(other.recipient()))
                        .forEach(other -> save(other.heldBack(due)));
            });
            return true;
        });
    }

    @Override
    public void undeliverable(Claimed mail, Instant now, String reason) {
        change(mail.mail().id(), held(mail), queued -> queued.dead(now, reason));
    }

    private static Predicate<QueuedMail> held(Claimed mail) {
        return queued -> mail.leasedUntil().equals(queued.leasedUntil());
    }

    private void change(MailId id, Predicate<QueuedMail> condition, UnaryOperator<QueuedMail> change) {
        database.locked(() -> {
            database.mail.find(id).filter(condition).ifPresent(queued -> save(change.apply(queued)));
            return true;
        });
    }

    @Override
    public List<OutboxEntry> find(Filter filter, @Nullable MailId before, int most) {
        return database.mail.values().stream()
                .filter(kept -> filter.state() == null || kept.state() == filter.state())
                .filter(kept -> filter.kind() == null || kept.mail().kind().equals(filter.kind()))
                .filter(kept -> filter.recipient() == null || filter.recipient().equals(kept.recipient()))
                .map(QueuedMail::entry)
                .filter(entry -> before == null || inOrder(entry).compareTo(before.toString()) < 0)
                .sorted(Comparator.comparing(InMemoryMailQueue::inOrder).reversed())
                .limit(most)
                .toList();
    }

    /** Java compares UUIDs by signed halves, PostgreSQL by their bytes. */
    private static String inOrder(OutboxEntry entry) {
        return entry.id().toString();
    }

    @Override
    public Retry retry(MailId id, Instant now) {
        return database.locked(() -> database.mail
                .find(id)
                .map(queued -> {
                    if (queued.isErased() || queued.isExpired(now)) {
                        return Retry.NOTHING_TO_SEND;
                    }
                    if (!queued.isHeld(now)) {
                        save(queued.retried(now));
                    }
                    return Retry.QUEUED;
                })
                .orElse(Retry.UNKNOWN));
    }

    @Override
    public int purge(Instant settledBefore, Instant now, int most) {
        return database.locked(() -> {
            List<QueuedMail> old = database.mail.values().stream()
                    .filter(kept -> kept.settledAt() != null && kept.settledAt().isBefore(settledBefore))
                    .limit(most)
                    .toList();
            old.forEach(kept -> database.mail.remove(kept.mail().id()));
            List<QueuedMail> useless = database.mail.values().stream()
                    .filter(kept -> kept.state() == MailState.DEAD && !kept.isErased() && kept.isExpired(now))
                    .limit(most)
                    .toList();
            useless.forEach(kept -> save(kept.erasedContent()));
            return Math.max(old.size(), useless.size());
        });
    }

    /** What waits to be sent, oldest first. */
    public List<Mail> waiting() {
        return queued().map(QueuedMail::mail).toList();
    }

    private Stream<QueuedMail> queued() {
        return database.mail.values().stream().filter(queued -> queued.state() == MailState.QUEUED);
    }

    /** The last mail of that kind. */
    public Mail last(String kind) {
        return waiting().stream()
                .filter(mail -> mail.kind().equals(kind))
                .reduce((earlier, later) -> later)
                .orElseThrow();
    }

    /** The mail queued last. */
    public Mail last() {
        return waiting().getLast();
    }

    private void save(QueuedMail queued) {
        database.mail.put(Objects.requireNonNull(queued).mail().id(), queued);
    }
}
