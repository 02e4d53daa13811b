package dev.sallyport.bootstrap.background;

import dev.sallyport.mail.BundledMailTemplates;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Does things when it is told to, by the thread that tells: for a place that stands still between requests, where a thread would stand still in the
 * middle of its work. Time that passed while all stood still has passed for this, too. One thread at a time.
 */
public final class OnDemand implements Workers {
    private static final Logger LOG = LoggerFactory.getLogger(OnDemand.class);

    /**
     * How long a mail server is waited for, each time. It is less than elsewhere: all that time is an invocation's, and whoever signs in meanwhile
     * needs another instance.
     */
    public static final Duration PATIENCE_WITH_MAIL_SERVERS = Duration.ofSeconds(3);

    /** For a mail whose connection breaks, and which the next one takes only when it has waited for everything as long as it may. */
    static final Duration LONGEST_MAIL = PATIENCE_WITH_MAIL_SERVERS.multipliedBy(12);

    /** For what is done once, and never again. */
    private static final Duration FOR_GOOD = Duration.ofDays(36_500);

    /** For so long after an answer, something else is begun. */
    private static final Duration AFTER_AN_ANSWER = Duration.ofSeconds(3);

    /** For so long, nothing is tried after answers that did not work there. */
    private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(45);

    /** Whoever waits that long before an answer for something that is away waits only once. */
    private static final Duration SLOW = Duration.ofMillis(500);

    private static final Duration REST_AFTER_SLOW_FAILURE = Duration.ofSeconds(2);

    /** Those who come every minute come a little early at times. */
    private static final Duration EARLY = Duration.ofSeconds(15);

    private final InstantSource clock;
    private final List<Chore> chores = new CopyOnWriteArrayList<>();
    private volatile Instant end = Instant.MAX;
    private Instant slowFailure = Instant.MIN;

    public OnDemand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Work start(String name, Urgency urgency, Duration firstPause, Work.Task task, Outage outage) {
        Chore chore = new Chore(name, urgency, task, outage, clock.instant(), firstPause);
        chores.add(chore);
        return chore;
    }

    @Override
    public AutoCloseable warmUp(BundledMailTemplates templates) {
        return start("wording", Urgency.NOW_AND_THEN, Duration.ZERO, () -> {
            templates.warmUp();
            return FOR_GOOD;
        });
    }

    @Override
    public boolean canWait() {
        return false;
    }

    @Override
    public int atOnce(int wanted) {
        return 1;
    }

    @Override
    public boolean hasTime() {
        return clock.instant().isBefore(end);
    }

    /**
     * Learns what nobody must be answered without, as far as it is due. While the database is away, that is for the answer to tell, and not for
     * each answer to wait for.
     */
    public synchronized void beforeAnswer() {
        Instant now = clock.instant();
        if (!now.isBefore(slowFailure) && now.isBefore(slowFailure.plus(REST_AFTER_SLOW_FAILURE))) {
            return;
        }
        for (Chore chore : chores) {
            if (chore.urgency == Urgency.BEFORE_AN_ANSWER && chore.isDue(now)) {
                chore.run();
                Instant then = clock.instant();
                if (chore.outage.isPresent() && !then.isBefore(now.plus(SLOW))) {
                    slowFailure = then;
                    return;
                }
            }
        }
    }

    /** Whether somebody was promised something in the meantime that can be tried now. */
    public boolean isWanted() {
        Instant now = clock.instant();
        return chores.stream().anyMatch(chore -> chore.isWanted(now));
    }

    /**
     * Does what somebody was promised, and what comes of it, for a few seconds. What is left then is left to {@link #everything}.
     *
     * @param left how long it is until all ends, ready or not: what may not be ready by then is not begun
     */
    public synchronized void afterAnswer(Duration left) {
        Duration beginning = left.minus(LONGEST_MAIL);
        Instant now = clock.instant();
        Instant latest = now.plus(beginning.compareTo(AFTER_AN_ANSWER) < 0 ? beginning : AFTER_AN_ANSWER);
        while (isWanted() && clock.instant().isBefore(latest)) {
            toTheEnd(chore -> chore.isWanted(clock.instant()), latest);
        }
        forgetPromises();
    }

    /**
     * Does everything that is due, and all that there is to do of it; and what was promised anywhere, if it was here or not. What nobody waits for
     * is short, and comes first, lest mail keeps it waiting for ever.
     *
     * @param left how long it is until all ends, ready or not: what may not be ready by then is not begun
     * @return what has more to do, or was not begun
     */
    public synchronized List<String> everything(Duration left) {
        Instant begun = clock.instant();
        Instant latest = begun.plus(left);
        Duration forMail = left.minus(LONGEST_MAIL);
        chores.stream()
                .filter(chore -> chore.urgency != Urgency.NOW_AND_THEN || chore.isDue(begun.plus(EARLY)))
                .forEach(Chore::wake);
        toTheEnd(chore -> chore.urgency == Urgency.BEFORE_AN_ANSWER, latest);
        toTheEnd(chore -> chore.urgency == Urgency.NOW_AND_THEN, begun.plus(forMail.dividedBy(2)));
        toTheEnd(chore -> chore.urgency == Urgency.AFTER_AN_ANSWER, begun.plus(forMail));
        toTheEnd(chore -> chore.urgency == Urgency.NOW_AND_THEN, latest);
        List<String> unfinished = chores.stream()
                .filter(Chore::isUnfinished)
                .map(chore -> chore.name)
                .toList();
        forgetPromises();
        return unfinished;
    }

    /** Or else whoever is answered next would have to wait for what others were promised. */
    private void forgetPromises() {
        chores.stream()
                .filter(chore -> chore.urgency == Urgency.AFTER_AN_ANSWER)
                .forEach(chore -> chore.woken.set(false));
    }

    /** In turn, so that none that has very much to do keeps the others from it. */
    private void toTheEnd(Predicate<Chore> which, Instant latest) {
        end = latest;
        List<Chore> these = chores.stream().filter(which).toList();
        while (hasTime() && these.stream().anyMatch(Chore::isUnfinished)) {
            these.stream().filter(chore -> chore.isUnfinished() && hasTime()).forEach(Chore::run);
        }
        end = Instant.MAX;
    }

    /** One thing to do, and when it was done last. */
    private final class Chore implements Work {
        private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

        private final String name;
        private final Urgency urgency;
        private final Task task;
        private final Outage outage;
        private final AtomicBoolean woken = new AtomicBoolean();
        private Instant last;
        private Instant ended;
        private Duration pause;

        Chore(String name, Urgency urgency, Task task, Outage outage, Instant last, Duration pause) {
            this.name = name;
            this.urgency = urgency;
            this.task = task;
            this.outage = outage;
            this.last = last;
            this.ended = last;
            this.pause = pause;
        }

        /** A clock that went back tells nothing of how long it has been. */
        boolean isDue(Instant now) {
            return woken.get() || now.isBefore(last) || !now.isBefore(last.plus(pause));
        }

        boolean isWanted(Instant now) {
            return urgency == Urgency.AFTER_AN_ANSWER && woken.get() && !isResting(now);
        }

        private boolean isResting(Instant now) {
            return outage.isPresent() && !now.isBefore(ended) && now.isBefore(ended.plus(REST_AFTER_FAILURE));
        }

        boolean isUnfinished() {
            return woken.get();
        }

        void run() {
            woken.set(false);
            last = clock.instant();
            pause = once();
            ended = clock.instant();
            if (pause.isZero()) {
                woken.set(true);
            }
        }

        private Duration once() {
            try {
                return task.run();
            } catch (RuntimeException | Error unforeseen) {
                LOG.error("{} failed and goes on later", name, unforeseen);
                return PAUSE_AFTER_FAILURE;
            }
        }

        @Override
        public void wake() {
            woken.set(true);
        }

        @Override
        public void close() {
            chores.remove(this);
        }
    }
}
