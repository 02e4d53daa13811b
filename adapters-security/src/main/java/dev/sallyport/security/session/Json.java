package dev.sallyport.security.session;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A JSON object read strictly, from well-formed UTF-8: no member twice, nothing after it, and no value taken for one of another
 * type.
 */
final class Json {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final JsonNode object;

    private Json(JsonNode object) {
        this.object = object;
    }

    static Json parseObject(byte[] utf8) throws RejectedToken {
        JsonNode parsed;
        try {
            parsed = MAPPER.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (IOException malformed) {
            throw new RejectedToken("not strict JSON");
        }
        if (!parsed.isObject()) {
            throw new RejectedToken("not a JSON object");
        }
        return new Json(parsed);
    }

    Set<String> names() {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    String text(String name) throws RejectedToken {
        return text(name, object.get(name));
    }

    private static String text(String name, @Nullable JsonNode value) throws RejectedToken {
        if (value == null || !value.isTextual()) {
            throw new RejectedToken(name + " is missing or not a text");
        }
        return value.textValue();
    }

    /** The different texts of an array. */
    Set<String> texts(String name) throws RejectedToken {
        JsonNode array = object.get(name);
        if (array == null || !array.isArray()) {
            throw new RejectedToken(name + " is missing or not an array");
        }
        Set<String> texts = new HashSet<>();
        for (JsonNode element : array) {
            if (!texts.add(text(name, element))) {
                throw new RejectedToken(name + " says something twice");
            }
        }
        return texts;
    }

    long wholeNumber(String name) throws RejectedToken {
        JsonNode value = object.get(name);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new RejectedToken(name + " is missing or not a whole number");
        }
        return value.longValue();
    }
}
