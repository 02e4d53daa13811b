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

    /** For what is done once, and never again. */
    private static final Duration FOR_GOOD = Duration.ofDays(36_500);

    private final InstantSource clock;
    private final List<Chore> chores = new CopyOnWriteArrayList<>();

    public OnDemand(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public Work start(String name, Urgency urgency, Duration firstPause, Work.Task task, Outage outage) {
        Chore chore = new Chore(name, urgency, task, clock.instant(), firstPause);
        chores.add(chore);
        return chore;
    }

    @Override
    public AutoCloseable warmUp(BundledMailTemplates templates) {
        return start("wording", Urgency.NOW_AND_THEN, FOR_GOOD, () -> {
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

    /** Learns what nobody must be answered without, as far as it is due. */
    public synchronized void beforeAnswer() {
        Instant now = clock.instant();
        chores.stream()
                .filter(chore -> chore.urgency == Urgency.BEFORE_AN_ANSWER && chore.isDue(now))
                .forEach(Chore::run);
    }

    /** Whether somebody was promised something in the meantime. */
    public boolean isWanted() {
        return chores.stream().anyMatch(Chore::isWanted);
    }

    /**
     * Does what somebody was promised, and what comes of it.
     *
     * @param most the time after which nothing else is begun
     */
    public synchronized void afterAnswer(Duration most) {
        Instant end = clock.instant().plus(most);
        while (isWanted() && clock.instant().isBefore(end)) {
            toTheEnd(Chore::isWanted, end);
        }
    }

    /**
     * Does everything, due or not, and all that there is to do of it.
     *
     * @param most the time after which nothing else is begun
     * @return what has more to do, or was not begun
     */
    public synchronized List<String> everything(Duration most) {
        Instant end = clock.instant().plus(most);
        chores.forEach(Chore::wake);
        for (Urgency urgency : Urgency.values()) {
            toTheEnd(chore -> chore.urgency == urgency, end);
        }
        // Answers to those who lost a password are mail, which may have had its turn before.
        toTheEnd(Chore::isWanted, end);
        return chores.stream()
                .filter(Chore::isUnfinished)
                .map(chore -> chore.name)
                .toList();
    }

    private void toTheEnd(Predicate<Chore> which, Instant end) {
        chores.stream().filter(which).forEach(chore -> {
            while (chore.isUnfinished() && clock.instant().isBefore(end)) {
                chore.run();
            }
        });
    }

    /** One thing to do, and when it was done last. */
    private final class Chore implements Work {
        private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

        private final String name;
        private final Urgency urgency;
        private final Task task;
        private final AtomicBoolean woken = new AtomicBoolean();
        private Instant last;
        private Duration pause;

        Chore(String name, Urgency urgency, Task task, Instant last, Duration pause) {
            this.name = name;
            this.urgency = urgency;
            this.task = task;
            this.last = last;
            this.pause = pause;
        }

        /** A clock that went back tells nothing of how long it has been. */
        boolean isDue(Instant now) {
            return woken.get() || now.isBefore(last) || !now.isBefore(last.plus(pause));
        }

        boolean isWanted() {
            return urgency == Urgency.AFTER_AN_ANSWER && woken.get();
        }

        boolean isUnfinished() {
            return woken.get();
        }

        void run() {
            woken.set(false);
            last = clock.instant();
            pause = once();
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
