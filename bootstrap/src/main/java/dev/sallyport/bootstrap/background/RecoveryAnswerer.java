package dev.sallyport.bootstrap.background;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.recovery.AnswerRecoveryRequests;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Answers those who lost a password: as soon as it is woken, and every other second in case another instance has filed a request and
 * cannot answer it any more.
 */
public final class RecoveryAnswerer implements Jobs {
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration POLL_DURING_OUTAGE = Duration.ofSeconds(5);

    private static final AnswerRecoveryRequests.Command BATCH = new AnswerRecoveryRequests.Command(20);

    private final Outage outage = new Outage("answering requests for another password");
    private volatile @Nullable Work worker;

    /** Begins to answer; before that, waking it does nothing. */
    public void start(Workers workers, AnswerRecoveryRequests answerRecoveryRequests) {
        worker = workers.start(
                "recovery", Urgency.AFTER_AN_ANSWER, Duration.ZERO, () -> answer(answerRecoveryRequests), outage);
    }

    /** Has it look for requests now. Neither blocks nor throws. */
    public void wake() {
        Work awake = worker;
        if (awake != null) {
            awake.wake();
        }
    }

    private Duration answer(AnswerRecoveryRequests answerRecoveryRequests) {
        try {
            int answered = answerRecoveryRequests.handle(BATCH).answered();
            outage.ended();
            return answered == BATCH.most() ? Duration.ZERO : POLL;
        } catch (ServiceUnavailable unavailable) {
            outage.began(unavailable.dependency() + " is unavailable");
            return POLL_DURING_OUTAGE;
        }
    }

    @Override
    public List<Work> jobs() {
        return Optional.ofNullable(worker).stream().toList();
    }

    /** Finishes what it is at; if that takes too long, what was taken is in the queue again, for whoever looks next. */
    @Override
    public void close() {
        Work closing = worker;
        worker = null;
        if (closing != null) {
            closing.close();
        }
    }
}
