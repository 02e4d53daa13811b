package dev.sallyport.application.testing;

import dev.sallyport.application.mail.MailOutbox;
import dev.sallyport.application.mail.MailQueue;
import dev.sallyport.application.testing.InMemoryDatabase.QueuedMail;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Both sides of the outbox in memory. What was delivered, has expired or cannot be delivered is forgotten. */
public final class InMemoryMailQueue implements MailOutbox, MailQueue {
    private final InMemoryDatabase database;

    public InMemoryMailQueue(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void enqueue(Mail mail, Instant now) {
        save(new QueuedMail(new Claimed(mail, 0, now), now));
    }

    @Override
    public List<Claimed> claim(int most, Instant now, Duration lease) {
        return database.locked(() -> {
            List<QueuedMail> due = database.mail.values().stream()
                    .filter(queued -> !queued.due().isAfter(now))
                    .sorted(Comparator.comparing(QueuedMail::due))
                    .limit(most)
                    .toList();
            List<Claimed> claimed = new ArrayList<>();
            for (QueuedMail queued : due) {
                Mail mail = queued.mail().mail();
                if (mail.expiresAt() != null && !now.isBefore(mail.expiresAt())) {
                    remove(mail.id());
                } else {
                    Claimed taken = new Claimed(
                            mail, queued.mail().attempts() + 1, queued.mail().queuedAt());
                    save(new QueuedMail(taken, now.plus(lease)));
                    claimed.add(taken);
                }
            }
            return List.copyOf(claimed);
        });
    }

    @Override
    public void delivered(MailId id, Instant now) {
        remove(id);
    }

    @Override
    public void retryAt(MailId id, Instant due, String reason) {
        database.locked(() -> {
            database.mail.find(id).ifPresent(queued -> save(new QueuedMail(queued.mail(), due)));
            return true;
        });
    }

    @Override
    public void undeliverable(MailId id, Instant now, String reason) {
        remove(id);
    }

    /** What waits to be sent, oldest first. */
    public List<Mail> waiting() {
        return database.mail.values().stream()
                .map(queued -> queued.mail().mail())
                .toList();
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
        database.mail.put(queued.mail().mail().id(), queued);
    }

    private void remove(MailId id) {
        database.mail.remove(id);
    }
}
