package dev.sallyport.application.signin;

import dev.sallyport.application.botchallenge.BotGate;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.session.ClientMemory;
import dev.sallyport.domain.botchallenge.BotChallengePurpose;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.session.ClientAddress;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a sign-in costs before any work is done for it: one guess of the client at this account, one of everybody at this account, and one
 * request of the client. Strangers who use up what everybody has at an account do not lock its owner out: a client from which they have signed in
 * before needs only what is its own (ASVS 6.1.1). They may make it answer a challenge, which only takes it a moment.
 */
final class SignInBudgets {
    private final RateLimits rateLimits;
    private final BotGate gate;
    private final ClientMemory clients;

    SignInBudgets(RateLimits rateLimits, BotGate gate, ClientMemory clients) {
        this.rateLimits = rateLimits;
        this.gate = gate;
        this.clients = clients;
    }

    sealed interface Admission {
        /**
         * It may be tried.
         *
         * @param guesses what is given back if it was no guess
         */
        record Admitted(List<Charge> guesses) implements Admission {}

        record Limited(Budget exhausted) implements Admission {}

        record ChallengeRequired() implements Admission {}

        record ChallengeFailed() implements Admission {}
    }

    Admission admit(SignIn.Command command) {
        ClientAddress client = command.client().address();
        BotGate.Attempt attempt = new BotGate.Attempt(
                BotChallengePurpose.LOGIN, client, Optional.of(command.email()), command.botChallenge());
        List<Charge> own = List.of(Charge.apiPerIp(client), Charge.loginPerIp(client));
        Charge guess = Charge.login(command.email(), client);
        Charge accountGuess = Charge.loginPerAccount(command.email());
        return switch (gate.admit(attempt, own, List.of(guess, accountGuess))) {
            case BotGate.Admission.Limited(var exhausted)
            when exhausted.limit() == Limit.LOGIN_PER_ACCOUNT ->
                admitIfKnown(command, gate.admit(attempt, own, List.of(guess)), guess, exhausted);
            case BotGate.Admission admission -> translated(admission, guess, accountGuess);
        };
    }

    /** Whoever is not known has paid for the look, so a client can ask for no more of them than it has guesses. */
    private Admission admitIfKnown(
            SignIn.Command command, BotGate.Admission paid, Charge guess, Budget accountIsExhausted) {
        return paid instanceof BotGate.Admission.Admitted && !clients.recognises(command.email(), command.client())
                ? new Admission.Limited(accountIsExhausted)
                : translated(paid, guess);
    }

    private static Admission translated(BotGate.Admission admission, Charge... guesses) {
        return switch (admission) {
            case BotGate.Admission.Admitted(var freeTries) ->
                new Admission.Admitted(
                        Stream.concat(Stream.of(guesses), freeTries.stream()).toList());
            case BotGate.Admission.Limited(var exhausted) -> new Admission.Limited(exhausted);
            case BotGate.Admission.ChallengeRequired() -> new Admission.ChallengeRequired();
            case BotGate.Admission.ChallengeFailed() -> new Admission.ChallengeFailed();
        };
    }

    void giveBack(Admission.Admitted admitted) {
        rateLimits.giveBack(admitted.guesses());
    }
}
