package dev.sallyport.verifier;

import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
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

    static Json parseObject(byte[] utf8) throws Rejected {
        JsonNode parsed;
        try {
            parsed = MAPPER.readTree(StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(utf8))
                    .toString());
        } catch (IOException malformed) {
            throw new Rejected("not strict JSON");
        }
        if (!parsed.isObject()) {
            throw new Rejected("not a JSON object");
        }
        return new Json(parsed);
    }

    Set<String> names() {
        Set<String> names = new HashSet<>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    String text(String name) throws Rejected {
        return text(name, object.get(name));
    }

    private static String text(String name, @Nullable JsonNode value) throws Rejected {
        if (value == null || !value.isTextual()) {
            throw new Rejected(name + " is missing or not a text");
        }
        return value.textValue();
    }

    /** The different texts of an array. */
    Set<String> texts(String name) throws Rejected {
        JsonNode array = object.get(name);
        if (array == null || !array.isArray()) {
            throw new Rejected(name + " is missing or not an array");
        }
        Set<String> texts = new HashSet<>();
        for (JsonNode element : array) {
            if (!texts.add(text(name, element))) {
                throw new Rejected(name + " says something twice");
            }
        }
        return texts;
    }

    /** The objects in an array, whatever else is in it. */
    List<Json> objects(String name) throws Rejected {
        JsonNode array = object.get(name);
        if (array == null || !array.isArray()) {
            throw new Rejected(name + " is missing or not an array");
        }
        List<Json> objects = new ArrayList<>();
        for (JsonNode element : array) {
            if (element.isObject()) {
                objects.add(new Json(element));
            }
        }
        return objects;
    }

    long wholeNumber(String name) throws Rejected {
        JsonNode value = object.get(name);
        if (value == null || !value.isIntegralNumber() || !value.canConvertToLong()) {
            throw new Rejected(name + " is missing or not a whole number");
        }
        return value.longValue();
    }
}
