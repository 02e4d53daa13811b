package dev.sallyport.application.mail;

import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.domain.mail.MailPolicy;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;

/** Delivers what is due in the outbox, and decides what becomes of what cannot be delivered. */
public final class DispatchMail {
    private final MailQueue queue;
    private final MailTransport transport;
    private final InstantSource clock;
    private final MailPolicy policy;

    public DispatchMail(MailQueue queue, MailTransport transport, InstantSource clock, MailPolicy policy) {
        this.queue = queue;
        this.transport = transport;
        this.clock = clock;
        this.policy = policy;
    }

    /**
     * One batch.
     *
     * @param most how many mails to take at the most
     */
    public record Command(int most) {}

    /**
     * How many were taken, and what became of them.
     *
     * @param postponed why they have to wait, one reason for each; see {@link Delivery.Postponed}
     */
    public record Result(int delivered, List<String> postponed, int undeliverable) {
        public Result {
            postponed = List.copyOf(postponed);
        }

        public int taken() {
            return delivered + postponed.size() + undeliverable;
        }
    }

    public Result handle(Command command) {
        int delivered = 0;
        List<String> postponed = new ArrayList<>();
        int undeliverable = 0;
        List<MailQueue.Claimed> claimed = queue.claim(command.most(), clock.instant(), policy.lease());
        for (MailQueue.Claimed mail : claimed) {
            switch (transport.deliver(mail.mail())) {
                case Delivery.Delivered() -> {
                    queue.delivered(mail.mail().id(), clock.instant());
                    delivered++;
                }
                case Delivery.Refused(var reason) -> {
                    queue.undeliverable(mail.mail().id(), clock.instant(), reason);
                    undeliverable++;
                }
                case Delivery.Postponed(var reason) -> {
                    if (postpone(mail, reason)) {
                        postponed.add(reason);
                    } else {
                        undeliverable++;
                    }
                }
            }
        }
        return new Result(delivered, postponed, undeliverable);
    }

    /** Whether it is worth another try. */
    private boolean postpone(MailQueue.Claimed mail, String reason) {
        Instant now = clock.instant();
        if (!now.isBefore(mail.queuedAt().plus(policy.giveUpAfter()))) {
            queue.undeliverable(mail.mail().id(), now, reason);
            return false;
        }
        queue.retryAt(mail.mail().id(), now.plus(policy.backoff(mail.attempts())), reason);
        return true;
    }
}
