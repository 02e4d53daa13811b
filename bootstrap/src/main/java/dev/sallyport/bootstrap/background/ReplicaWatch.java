package dev.sallyport.bootstrap.background;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.bootstrap.ReplicaWords;
import dev.sallyport.persistence.replica.ReplicaState;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks every second whether lists can be read from the replica. */
public final class ReplicaWatch {
    private static final Logger LOG = LoggerFactory.getLogger(ReplicaWatch.class);
    private static final Duration PERIOD = Duration.ofSeconds(1);

    /** A replica that was just met is not known yet to have anything. */
    private static final int LOOKS_TO_BEGIN_WITH = 3;

    private final Supplier<ReplicaState> look;
    private final Outage outage = new Outage("reading lists from the replica");
    private int looks;

    private ReplicaWatch(Supplier<ReplicaState> look) {
        this.look = look;
    }

    /**
     * Begins at once, and keeps nobody waiting for it.
     *
     * @param look has the replica used, or not, by what it finds
     */
    public static Work start(Workers workers, Supplier<ReplicaState> look) {
        ReplicaWatch watch = new ReplicaWatch(look);
        return workers.start("replica", Urgency.NOW_AND_THEN, Duration.ZERO, watch::run, watch.outage);
    }

    private Duration run() {
        looks++;
        try {
            ReplicaState state = look.get();
            if (state instanceof ReplicaState.InUse) {
                outage.ended();
            } else if (!(state instanceof ReplicaState.Behind) || looks > LOOKS_TO_BEGIN_WITH) {
                outage.began(ReplicaWords.of(state) + ". They are read from the database itself meanwhile");
            }
        } catch (ServiceUnavailable databaseIsAway) {
            // Others tell of that; and what is known of the replica goes out of date by itself.
            LOG.debug("the replica cannot be compared with anything", databaseIsAway);
        }
        return PERIOD;
    }
}
