package dev.sallyport.application.botchallenge;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.botchallenge.ChallengeVerifier.Examination;
import dev.sallyport.application.botchallenge.ChallengeVerifier.Inquiry;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.ratelimit.RateLimits.Decision;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.domain.botchallenge.BotChallengePolicy;
import dev.sallyport.domain.botchallenge.BotChallengePurpose;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.session.ClientAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a try costs, and asks for a challenge's answer from whoever has had their free tries. Those, and that an answer is used once,
 * are budgets among the others, so that it stays one question to where they are kept. Whether an account exists makes no difference.
 */
public final class BotGate {
    private final RateLimits rateLimits;
    private final ChallengeVerifier verifier;
    private final BotChallengePolicy policy;

    public BotGate(RateLimits rateLimits, ChallengeVerifier verifier, BotChallengePolicy policy) {
        this.rateLimits = rateLimits;
        this.verifier = verifier;
        this.policy = policy;
    }

    /**
     * Somebody tries something.
     *
     * @param account whose free tries it costs, besides the client's
     * @param answer to a challenge, if there is one
     */
    public record Attempt(
            BotChallengePurpose purpose,
            ClientAddress client,
            Optional<EmailAddress> account,
            @Nullable BotChallengeAnswer answer) {
        private List<Charge> freeTries() {
            return Stream.concat(Stream.of(Charge.freeOfBotChallenge(purpose, client)), freeTryAtTheAccount())
                    .toList();
        }

        private Stream<Charge> freeTryAtTheAccount() {
            return account.stream().map(address -> Charge.freeOfBotChallenge(purpose, address));
        }
    }

    public sealed interface Admission {
        /**
         * All that it costs was taken.
         *
         * @param freeTries what is given back if the try turns out to be legitimate
         */
        record Admitted(List<Charge> freeTries) implements Admission {
            public Admitted {
                freeTries = List.copyOf(freeTries);
            }
        }

        record Limited(Budget exhausted) implements Admission {}

        /** There was no answer, and no free try is left. */
        record ChallengeRequired() implements Admission {}

        /** The answer is wrong, too late, or was used before. */
        record ChallengeFailed() implements Admission {}
    }

    /**
     * Lets a try pass, or says why not.
     *
     * @param own what the client pays from its own budgets, also for a wrong answer
     * @param shared what it pays from budgets that others need as well; never for a wrong answer
     * @throws ServiceUnavailable if there is no telling whether the answer is right; then it may be given again
     */
    public Admission admit(Attempt attempt, List<Charge> own, List<Charge> shared) {
        if (!policy.asksFor(attempt.purpose())) {
            return charge(all(own, shared, List.of()), new Admission.Admitted(List.of()));
        }
        BotChallengeAnswer answer = attempt.answer();
        if (answer == null) {
            List<Charge> free = attempt.freeTries();
            return policy.firstTriesFree()
                    ? take(own, all(own, shared, free), new Admission.Admitted(free))
                    : charge(own, new Admission.ChallengeRequired());
        }
        // Whoever signs in has shown that guesses at the account are not all there is. Of the client, that shows
        // nothing: it may have an account of
        // its own, and guess at others.
        Admission passed = new Admission.Admitted(attempt.freeTryAtTheAccount().toList());
        return switch (verifier.examine(answer)) {
            case Examination.Failed() -> charge(own, new Admission.ChallengeFailed());
            case Examination.Passed(var key) ->
                take(own, all(own, shared, List.of(Charge.botChallengeUse(key))), passed);
            case Examination.Undecided(var key, var inquiry) ->
                inquire(attempt.client(), own, shared, Charge.botChallengeUse(key), inquiry, passed);
        };
    }

    /** Nothing that others need is taken while a provider is asked, which may take seconds. */
    private Admission inquire(
            ClientAddress client,
            List<Charge> own,
            List<Charge> shared,
            Charge use,
            Inquiry inquiry,
            Admission passed) {
        Admission taken = take(own, all(own, List.of(), List.of(use)), passed);
        if (!(taken instanceof Admission.Admitted)) {
            return taken;
        }
        try {
            return inquiry.confirms(client) ? charge(shared, passed) : new Admission.ChallengeFailed();
        } catch (ServiceUnavailable unknown) {
            rateLimits.giveBack(List.of(use));
            throw unknown;
        }
    }

    /**
     * Takes all of it, or says what is to be done about it.
     *
     * @param own what is paid all the same by whoever is sent away for lack of an answer
     */
    private Admission take(List<Charge> own, List<Charge> charges, Admission ifAllowed) {
        return switch (rateLimits.take(charges)) {
            case Decision.Allowed allowed -> ifAllowed;
            case Decision.Limited(var exhausted)
            when exhausted.limit() == Limit.BOT_CHALLENGE_FREE -> charge(own, new Admission.ChallengeRequired());
            case Decision.Limited(var exhausted)
            when exhausted.limit() == Limit.BOT_CHALLENGE_USE -> charge(own, new Admission.ChallengeFailed());
            case Decision.Limited(var exhausted) -> new Admission.Limited(exhausted);
        };
    }

    private Admission charge(List<Charge> charges, Admission ifAllowed) {
        return switch (rateLimits.take(charges)) {
            case Decision.Allowed allowed -> ifAllowed;
            case Decision.Limited(var exhausted) -> new Admission.Limited(exhausted);
        };
    }

    private static List<Charge> all(List<Charge> own, List<Charge> shared, List<Charge> more) {
        return Stream.of(own, shared, more).flatMap(List::stream).toList();
    }
}
