package dev.sallyport.security.botchallenge;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Optional;

/** JSON read strictly: no member twice, nothing behind it. */
final class StrictJson {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private StrictJson() {}

    /** The object that it is, if it is one. */
    static Optional<JsonNode> object(byte[] json) {
        try {
            return Optional.of(MAPPER.readTree(json)).filter(JsonNode::isObject);
        } catch (IOException malformed) {
            return Optional.empty();
        }
    }
}
