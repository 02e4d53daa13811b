package dev.sallyport.http.signin;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.application.secondfactor.Challenges;
import dev.sallyport.domain.secondfactor.FactorKind;
import dev.sallyport.http.json.Json;

/** What somebody gets whose password was right, and who is asked for a second factor. */
final class ChallengeJson {

    private ChallengeJson() {}

    static ObjectNode of(Challenges.Asked asked) {
        ObjectNode json = Json.object()
                .put("status", "second-factor-required")
                .put("challenge", asked.challenge().reveal());
        var factors = json.putArray("factors");
        asked.kinds().stream().map(FactorKind::code).forEach(factors::add);
        return json.put("expiresIn", asked.lifetime().toSeconds());
    }
}
