package dev.sallyport.bootstrap.background;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.persistence.mail.OutboxBacklog;
import dev.sallyport.persistence.sql.Outages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the database every few seconds for what operators want to know, so that however many ask for metrics, and however slow the database is,
 * they have their answer at once. While it cannot look, nothing is known.
 */
public final class Lookout implements Jobs {
    private static final Duration PERIOD = Duration.ofSeconds(15);
    private static final Duration AFTER_OUTAGE = Duration.ofSeconds(5);

    private final Supplier<OutboxBacklog> outbox;
    private final Supplier<Duration> unsealed;
    private final Outage outage = new Outage("looking how much mail and how many entries of the audit trail wait");
    private final Work looking;
    private volatile @Nullable Sight sight;
    private volatile boolean databaseAnswers;

    /**
     * What was seen.
     *
     * @param unsealed for how long something has waited to be sealed
     */
    public record Sight(OutboxBacklog outbox, Duration unsealed) {}

    private Lookout(Workers workers, Supplier<OutboxBacklog> outbox, Supplier<Duration> unsealed) {
        this.outbox = outbox;
        this.unsealed = unsealed;
        this.looking = workers.start("lookout", Urgency.NOW_AND_THEN, Duration.ZERO, this::look, outage);
    }

    /** Begins to look. */
    public static Lookout start(Workers workers, Supplier<OutboxBacklog> outbox, Supplier<Duration> unsealed) {
        return new Lookout(workers, outbox, unsealed);
    }

    private Duration look() {
        try {
            sight = new Sight(outbox.get(), unsealed.get());
            databaseAnswers = true;
            outage.ended();
            return PERIOD;
        } catch (ServiceUnavailable unavailable) {
            sight = null;
            databaseAnswers = Outages.isBrokenOff(unavailable);
            outage.began(
                    databaseAnswers ? "it takes the database too long" : unavailable.dependency() + " is unavailable");
            return AFTER_OUTAGE;
        }
    }

    /** What was seen last; empty while nothing is known. */
    public Optional<Sight> sight() {
        return Optional.ofNullable(sight);
    }

    /** Whether the database answered when it was asked last, if only that it takes too long. */
    public boolean isDatabaseAnswering() {
        return databaseAnswers;
    }

    @Override
    public List<Work> jobs() {
        return List.of(looking);
    }

    @Override
    public void close() {
        looking.close();
    }
}
