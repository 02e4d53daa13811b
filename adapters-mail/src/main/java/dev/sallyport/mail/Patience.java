package dev.sallyport.mail;

import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * How long the mail server's answers are waited for: each for so long, and all together up to the final dot no longer than was allowed for the
 * delivery. The last answer has time of its own, since servers look through a mail before they take it, and giving up too early sends it
 * twice.
 */
final class Patience {
    /** Together with what is allowed before it, still less than a dispatcher's lease of a mail. */
    private static final int FOR_THE_LAST_ANSWER = 5;

    private final Duration forOneAnswer;
    private long endOfAnswer;
    private long endOfAll;

    Patience(Duration forOneAnswer) {
        this.forOneAnswer = forOneAnswer;
    }

    int forOneAnswerInMillis() {
        return Math.toIntExact(forOneAnswer.toMillis());
    }

    /**
     * Begins anew, before anything of a delivery or an examination is said.
     *
     * @param answers as long as so many answers may take at the most
     */
    void allow(int answers) {
        endOfAll = System.nanoTime() + forOneAnswer.multipliedBy(answers).toNanos();
        expectAnswer();
    }

    void expectAnswer() {
        long end = System.nanoTime() + forOneAnswer.toNanos();
        endOfAnswer = end - endOfAll < 0 ? end : endOfAll;
    }

    void expectLastAnswer() {
        endOfAnswer = System.nanoTime()
                + forOneAnswer.multipliedBy(FOR_THE_LAST_ANSWER).toNanos();
    }

    /** At least one; an answer that has used up its time is over instead. */
    int leftInMillis() throws SocketTimeoutException {
        long left = Duration.ofNanos(endOfAnswer - System.nanoTime()).toMillis();
        if (left < 1) {
            throw new SocketTimeoutException("the mail server takes too long");
        }
        return Math.toIntExact(left);
    }
}
