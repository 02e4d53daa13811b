package dev.sallyport.security.botchallenge;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Base64;
import java.util.Optional;

/** What ALTCHA's widget answers, in base64: the members of the challenge, and the number that was found. Members besides are of no interest. */
record AltchaPayload(String algorithm, String challenge, int number, String salt, String signature) {
    static Optional<AltchaPayload> read(String base64) {
        byte[] json;
        try {
            json = Base64.getDecoder().decode(base64);
        } catch (IllegalArgumentException notBase64) {
            return Optional.empty();
        }
        return StrictJson.object(json).flatMap(AltchaPayload::of);
    }

    private static Optional<AltchaPayload> of(JsonNode json) {
        JsonNode number = json.path("number");
        if (!number.isInt()
                || number.intValue() < 0
                || !json.path("algorithm").isTextual()
                || json.path("challenge").textValue() == null
                || json.path("challenge").textValue().isEmpty()
                || !json.path("salt").isTextual()
                || !json.path("signature").isTextual()) {
            return Optional.empty();
        }
        return Optional.of(new AltchaPayload(
                json.path("algorithm").textValue(),
                json.path("challenge").textValue(),
                number.intValue(),
                json.path("salt").textValue(),
                json.path("signature").textValue()));
    }
}
