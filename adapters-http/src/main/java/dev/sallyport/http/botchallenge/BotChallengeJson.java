package dev.sallyport.http.botchallenge;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.domain.botchallenge.BotChallenge;
import dev.sallyport.http.json.Json;
import java.util.Locale;

/** What a client is asked for, in JSON. */
final class BotChallengeJson {
    private BotChallengeJson() {}

    /** Of a proof of work, ALTCHA's widget reads the members that it knows, and lets {@code provider} be. */
    static ObjectNode of(BotChallenge challenge) {
        return switch (challenge) {
            case BotChallenge.ProofOfWork work ->
                Json.object()
                        .put("provider", "proof-of-work")
                        .put("algorithm", work.algorithm())
                        .put("challenge", work.challenge())
                        .put("maxnumber", work.maxNumber())
                        .put("salt", work.salt())
                        .put("signature", work.signature());
            case BotChallenge.Widget(var provider, var siteKey) ->
                Json.object()
                        .put("provider", provider.name().toLowerCase(Locale.ROOT))
                        .put("siteKey", siteKey);
        };
    }
}
