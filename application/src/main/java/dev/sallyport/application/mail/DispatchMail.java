package dev.sallyport.application.mail;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.mail.MailQueue.Claimed;
import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.mail.MailPolicy;
import dev.sallyport.domain.ratelimit.Charge;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Delivers what is due in the outbox, and decides what becomes of what cannot be delivered. */
public final class DispatchMail {
    private final MailQueue queue;
    private final MailTransport transport;
    private final RateLimits rateLimits;
    private final InstantSource clock;
    private final MailPolicy policy;

    /**
     * What the outbox could not be told yet. It is told before anything else is taken, lest what left is sent twice, and what did not is held
     * up. Telling it twice does no harm.
     */
    private final Queue<Runnable> untold = new ConcurrentLinkedQueue<>();

    public DispatchMail(
            MailQueue queue, MailTransport transport, RateLimits rateLimits, InstantSource clock, MailPolicy policy) {
        this.queue = queue;
        this.transport = transport;
        this.rateLimits = rateLimits;
        this.clock = clock;
        this.policy = policy;
    }

    /**
     * One batch.
     *
     * @param most how many mails to take at the most
     * @param goOn asked before each of them; what is left when it says no goes back
     */
    public record Command(int most, BooleanSupplier goOn) {}

    /**
     * What became of the mails that were taken.
     *
     * @param postponed why they have to wait, one reason for each; see {@link Delivery.Postponed}
     * @param undeliverable what became a dead letter
     * @param heldBack how many have to wait because so many went to their recipients before
     * @param throttled whether no more may be sent to anybody for now
     */
    public record Result(
            int delivered, List<String> postponed, List<DeadLetter> undeliverable, int heldBack, boolean throttled) {
        public Result {
            postponed = List.copyOf(postponed);
            undeliverable = List.copyOf(undeliverable);
        }

        /** Whether it is worth to ask for more at once. */
        public boolean madeProgress() {
            return !throttled && delivered + postponed.size() + undeliverable.size() + heldBack > 0;
        }
    }

    /**
     * A mail that cannot be delivered at all.
     *
     * @param reason in reply codes and kinds of failure, without addresses and content
     */
    public record DeadLetter(MailId id, String kind, String reason) {}

    /**
     * Takes a batch and tries what is in it. A transport that fails by a bug costs one mail a try, and the others nothing.
     *
     * @throws ServiceUnavailable if the outbox cannot be reached; what it could not be told is told later. Also if nobody knows how much may be
     *     sent; then what was taken is back in the outbox
     * @throws RuntimeException what the transport threw, or an {@link Error}, once the rest of the batch is done
     */
    public Result handle(Command command) {
        untold.forEach(outcome -> {
            outcome.run();
            untold.remove(outcome);
        });
        Instant begun = clock.instant();
        Batch batch = new Batch();
        for (Claimed mail : queue.claim(command.most(), begun, policy.lease())) {
            Instant now = clock.instant();
            if (batch.isGoingWell() && command.goOn().getAsBoolean() && now.isBefore(begun.plus(policy.patience()))) {
                batch.attempt(mail, now);
            } else {
                batch.tell(() -> queue.putBack(mail, now));
            }
        }
        return batch.result();
    }

    /** The mails of one batch so far. */
    private final class Batch {
        private final Set<EmailAddress> full = new HashSet<>();
        private final List<String> postponed = new ArrayList<>();
        private final List<DeadLetter> undeliverable = new ArrayList<>();
        private int delivered;
        private int heldBack;
        private boolean throttled;
        private @Nullable ServiceUnavailable outage;
        private @Nullable ServiceUnavailable limitsAway;
        private @Nullable Throwable bug;

        /** Whether more may be sent, and the outbox told what becomes of it. */
        boolean isGoingWell() {
            return outage == null && limitsAway == null && !throttled;
        }

        void attempt(Claimed mail, Instant now) {
            switch (take(Charge.mailSendingTo(mail.mail().to()))) {
                case RateLimits.Decision.Allowed allowed -> attemptUnlessThrottled(mail, now);
                case RateLimits.Decision.Limited(var exhausted) -> holdBack(mail, now, now.plus(exhausted.refill()));
                case null -> tell(() -> queue.putBack(mail, now));
            }
        }

        private void attemptUnlessThrottled(Claimed mail, Instant now) {
            if (take(Charge.mailSending()) instanceof RateLimits.Decision.Allowed) {
                deliver(mail);
            } else {
                rateLimits.giveBack(List.of(Charge.mailSendingTo(mail.mail().to())));
                tell(() -> queue.putBack(mail, now));
                throttled = true;
            }
        }

        /** Null if nobody knows, and therefore nothing may be sent for now. */
        private RateLimits.@Nullable Decision take(Charge charge) {
            try {
                return rateLimits.take(List.of(charge));
            } catch (ServiceUnavailable away) {
                limitsAway = away;
                return null;
            }
        }

        /** With all that waits for the same recipient, lest thousands of those stand before everybody else's. */
        private void holdBack(Claimed mail, Instant now, Instant due) {
            if (policy.givesUp(mail.triedSince(), now)) {
                giveUp(mail, "too many mails to this recipient");
                return;
            }
            tell(full.add(mail.mail().to()) ? () -> queue.holdBack(mail, due) : () -> queue.putBack(mail, due));
            heldBack++;
        }

        private void deliver(Claimed mail) {
            switch (handOver(mail)) {
                case Delivery.Delivered() -> {
                    Instant now = clock.instant();
                    tell(() -> queue.delivered(mail.mail().id(), now));
                    delivered++;
                }
                case Delivery.Refused(var reason) -> giveUp(mail, reason);
                case Delivery.Postponed(var reason) -> {
                    // Nobody got anything: an outage must not use up what may be sent after it.
                    rateLimits.giveBack(List.of(
                            Charge.mailSending(),
                            Charge.mailSendingTo(mail.mail().to())));
                    postpone(mail, reason);
                }
            }
        }

        private Delivery handOver(Claimed mail) {
            try {
                return transport.deliver(mail.mail());
            } catch (RuntimeException | Error unforeseen) {
                bug = unforeseen;
                return new Delivery.Postponed(
                        "failed by " + unforeseen.getClass().getSimpleName());
            }
        }

        private void postpone(Claimed mail, String reason) {
            Instant now = clock.instant();
            if (policy.givesUp(mail.triedSince(), now)) {
                giveUp(mail, reason);
                return;
            }
            Duration backoff = policy.backoff(mail.mail().id(), mail.attempts());
            tell(() -> queue.retryAt(mail, now.plus(backoff), reason));
            postponed.add(reason);
        }

        private void giveUp(Claimed mail, String reason) {
            Instant now = clock.instant();
            tell(() -> queue.undeliverable(mail, now, reason));
            undeliverable.add(new DeadLetter(mail.mail().id(), mail.mail().kind(), reason));
        }

        /** Tells the outbox, now or, if it cannot be reached, before the next batch. */
        void tell(Runnable outcome) {
            if (outage != null) {
                untold.add(outcome);
                return;
            }
            try {
                outcome.run();
            } catch (ServiceUnavailable away) {
                outage = away;
                untold.add(outcome);
            }
        }

        Result result() {
            if (bug instanceof Error error) {
                throw error;
            }
            if (bug instanceof RuntimeException exception) {
                throw exception;
            }
            if (outage != null) {
                throw outage;
            }
            if (limitsAway != null) {
                throw limitsAway;
            }
            return new Result(delivered, postponed, undeliverable, heldBack, throttled);
        }
    }
}
