package dev.sallyport.application.signin;

import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.session.ClientMemory;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.session.Client;
import java.util.List;

/**
 * What a sign-in costs before any work is done for it: one guess of the client at this account, one of everybody at this account, and one
 * request of the client. Strangers who use up what everybody has at an account do not lock its owner out: a client from which they have signed in
 * before needs only what is its own (ASVS 6.1.1).
 */
final class SignInBudgets {
    private final RateLimits rateLimits;
    private final ClientMemory clients;

    SignInBudgets(RateLimits rateLimits, ClientMemory clients) {
        this.rateLimits = rateLimits;
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
    }

    Admission admit(EmailAddress account, Client client) {
        Charge request = Charge.apiPerIp(client.address());
        Charge signIn = Charge.loginPerIp(client.address());
        Charge guess = Charge.login(account, client.address());
        Charge accountGuess = Charge.loginPerAccount(account);
        return switch (rateLimits.take(List.of(request, signIn, guess, accountGuess))) {
            case RateLimits.Decision.Allowed allowed -> new Admission.Admitted(List.of(guess, accountGuess));
            case RateLimits.Decision.Limited(var exhausted) ->
                exhausted.limit() == Limit.LOGIN_PER_ACCOUNT
                        ? admitIfKnown(account, client, List.of(request, signIn, guess), exhausted)
                        : new Admission.Limited(exhausted);
        };
    }

    /** Whoever is not known has paid for the look, so a client can ask for no more of them than it has guesses. */
    private Admission admitIfKnown(EmailAddress account, Client client, List<Charge> own, Budget accountIsExhausted) {
        return switch (rateLimits.take(own)) {
            case RateLimits.Decision.Limited(var exhausted) -> new Admission.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed ->
                clients.recognises(account, client)
                        ? new Admission.Admitted(List.of(own.getLast()))
                        : new Admission.Limited(accountIsExhausted);
        };
    }

    void giveBack(Admission.Admitted admitted) {
        rateLimits.giveBack(admitted.guesses());
    }
}
