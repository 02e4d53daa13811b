package dev.sallyport.http.reauthentication;

import dev.sallyport.application.signin.Reauthentication;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.ratelimit.TooManyRequests;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Callers;
import java.time.Duration;
import java.util.Map;

/** Answers those who have not proven who they are. Every endpoint that asks for such a proof answers by this. */
public final class ProofRefusals {

    private final Duration maxAge;

    /**
     * Answers by these rules.
     *
     * @param maxAge for how long nobody is asked again
     */
    public ProofRefusals(Duration maxAge) {
        this.maxAge = maxAge;
    }

    public Answer answer(Reauthentication.Refusal why) {
        return switch (why) {
            case Reauthentication.Refusal.WrongPassword() -> Answer.refusing(Problem.INVALID_CREDENTIALS);
            case Reauthentication.Refusal.WrongCode() -> Answer.refusing(Problem.INVALID_CODE);
            case Reauthentication.Refusal.ProofRequired(var factor) -> Answer.refusing(proofRequired(factor));
            case Reauthentication.Refusal.Limited(var exhausted) -> Answer.refusing(TooManyRequests.until(exhausted));
            case Reauthentication.Refusal.SignedOut() -> Answer.refusing(Callers.invalidToken());
        };
    }

    /** By RFC 9470 §3, so that clients know what to ask their user for. */
    private Refusal proofRequired(boolean factor) {
        String challenge = "Bearer error=\"insufficient_user_authentication\", acr_values=\""
                + (factor ? "aal2" : "aal1") + "\", max_age=" + maxAge.toSeconds();
        return Refusal.of(Problem.STEP_UP_REQUIRED, Map.of("WWW-Authenticate", challenge));
    }
}
