package dev.sallyport.bootstrap.metrics;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.botchallenge.ChallengeVerifier;
import dev.sallyport.domain.botchallenge.BotChallenge;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.domain.session.ClientAddress;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Optional;

/** Challenges against bots whose answers are counted: those that are right, those that are not, and those of which nobody knows. */
final class MeteredChallengeVerifier implements ChallengeVerifier {
    private final ChallengeVerifier verifier;
    private final Counter passed;
    private final Counter failed;
    private final Counter unknown;

    MeteredChallengeVerifier(MeterRegistry registry, ChallengeVerifier verifier) {
        this.verifier = verifier;
        this.passed = answers(registry, "passed");
        this.failed = answers(registry, "failed");
        this.unknown = answers(registry, "unknown");
    }

    private static Counter answers(MeterRegistry registry, String outcome) {
        return Counter.builder("sallyport.bot.challenge.answers")
                .description("Answers to challenges against bots")
                .tag("outcome", outcome)
                .register(registry);
    }

    @Override
    public Optional<BotChallenge> challenge() {
        return verifier.challenge();
    }

    @Override
    public Examination examine(BotChallengeAnswer answer) {
        return switch (verifier.examine(answer)) {
            case Examination.Passed right -> counted(passed, right);
            case Examination.Failed wrong -> counted(failed, wrong);
            case Examination.Undecided(var key, var inquiry) ->
                new Examination.Undecided(key, client -> confirms(inquiry, client));
        };
    }

    private static Examination counted(Counter outcome, Examination examination) {
        outcome.increment();
        return examination;
    }

    private boolean confirms(Inquiry inquiry, ClientAddress client) {
        try {
            boolean right = inquiry.confirms(client);
            (right ? passed : failed).increment();
            return right;
        } catch (ServiceUnavailable nobodyKnows) {
            unknown.increment();
            throw nobodyKnows;
        }
    }
}
