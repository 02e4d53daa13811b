package dev.sallyport.bootstrap.background;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.recovery.AnswerRecoveryRequests;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Answers those who lost a password: as soon as it is woken, and every other second in case another instance has filed a request and
 * cannot answer it any more.
 */
public final class RecoveryAnswerer implements AutoCloseable {
    private static final Duration POLL = Duration.ofSeconds(2);
    private static final Duration POLL_DURING_OUTAGE = Duration.ofSeconds(5);

    /**
     * Each in a transaction of its own. With more, two instances could each hold an account that the other one is waiting for, and a failure
     * would put back what was answered well.
     */
    private static final AnswerRecoveryRequests.Command ONE = new AnswerRecoveryRequests.Command(1);

    private final Outage outage = new Outage("answering requests for another password");
    private volatile @Nullable Repeating worker;

    /** Begins to answer; before that, waking it does nothing. */
    public void start(AnswerRecoveryRequests answerRecoveryRequests) {
        worker = Repeating.start("recovery", Duration.ZERO, () -> answer(answerRecoveryRequests));
    }

    /** Has it look for requests now. Neither blocks nor throws. */
    public void wake() {
        Repeating awake = worker;
        if (awake != null) {
            awake.wake();
        }
    }

    private Duration answer(AnswerRecoveryRequests answerRecoveryRequests) {
        try {
            int answered = answerRecoveryRequests.handle(ONE).answered();
            outage.ended();
            return answered > 0 ? Duration.ZERO : POLL;
        } catch (ServiceUnavailable unavailable) {
            outage.began(unavailable.dependency() + " is unavailable");
            return POLL_DURING_OUTAGE;
        }
    }

    /** Finishes the request that it is at; if that takes too long, it is in the queue again, for whoever looks next. */
    @Override
    public void close() {
        Repeating closing = worker;
        worker = null;
        if (closing != null) {
            closing.close();
        }
    }
}
