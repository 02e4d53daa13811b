package dev.sallyport.bootstrap.background;

import dev.sallyport.application.ServiceUnavailable;
import java.time.Duration;
import java.util.function.IntUnaryOperator;

/** Forgets, once an hour and in batches, what need not be kept any longer. */
public final class Purge {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Duration AFTER_OUTAGE = Duration.ofMinutes(1);
    private static final int BATCH = 1000;

    private final IntUnaryOperator batch;
    private final Outage outage;

    private Purge(String what, IntUnaryOperator batch) {
        this.batch = batch;
        this.outage = new Outage("forgetting old " + what);
    }

    /**
     * Begins to purge.
     *
     * @param what is forgotten, in one word
     * @param batch is told how many to forget at the most, and tells how many it did
     */
    public static Work start(Workers workers, String what, IntUnaryOperator batch) {
        Purge purge = new Purge(what, batch);
        return workers.start(what + "-purge", Urgency.NOW_AND_THEN, FIRST, purge::run, purge.outage);
    }

    private Duration run() {
        try {
            int purged = batch.applyAsInt(BATCH);
            outage.ended();
            return purged == BATCH ? Duration.ZERO : PERIOD;
        } catch (ServiceUnavailable unavailable) {
            outage.began(unavailable.dependency() + " is unavailable");
            return AFTER_OUTAGE;
        }
    }
}
