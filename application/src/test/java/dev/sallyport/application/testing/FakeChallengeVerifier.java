package dev.sallyport.application.testing;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.botchallenge.ChallengeVerifier;
import dev.sallyport.domain.botchallenge.BotChallenge;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/** Takes answers at their word: {@code right-…}, {@code wrong-…}; {@code ask-right-…}, {@code ask-wrong-…} and {@code ask-nobody-…}. */
public final class FakeChallengeVerifier implements ChallengeVerifier {
    private final AtomicInteger asked = new AtomicInteger();
    private volatile Runnable meanwhile = () -> {};
    private volatile Optional<BotChallenge> challenge =
            Optional.of(new BotChallenge.ProofOfWork("SHA-256", "c0ffee", 1000, "salt?expires=1&", "5161"));

    @Override
    public Optional<BotChallenge> challenge() {
        return challenge;
    }

    @Override
    public Examination examine(BotChallengeAnswer answer) {
        String text = answer.value();
        if (text.startsWith("right-")) {
            return new Examination.Passed(text);
        }
        if (!text.startsWith("ask-")) {
            return new Examination.Failed();
        }
        return new Examination.Undecided(text, client -> {
            asked.incrementAndGet();
            meanwhile.run();
            if (text.startsWith("ask-nobody-")) {
                throw new ServiceUnavailable("challenges", Duration.ofSeconds(5), null);
            }
            return text.startsWith("ask-right-");
        });
    }

    /** From now on it asks for that, or for nothing. */
    public void askFor(Optional<BotChallenge> other) {
        challenge = other;
    }

    /** Has something happen while somebody else is asked. */
    public void during(Runnable happening) {
        meanwhile = happening;
    }

    /** How often somebody else would have been asked. */
    public int asked() {
        return asked.get();
    }
}
