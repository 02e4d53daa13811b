package dev.sallyport.http.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.http.problem.InputError;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.problem.RequestRefused;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * Reads a body that must be one JSON object, with no room for two programs to read it differently: UTF-8 alone, no duplicate members,
 * nothing after the object, no NUL, no half characters, at most 16 levels deep (RFC 8259 §8, RFC 7493). Whatever else it is, is
 * refused with its place, never with its content.
 */
public final class StrictJson {

    static final int MAX_DEPTH = 16;

    private final JsonFactory factory = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    /**
     * The object that the body is.
     *
     * @throws RequestRefused if it is anything but strict JSON with an object at the top
     */
    public ObjectNode read(byte[] body) {
        String text = decode(body);
        try (JsonParser parser = factory.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw refused("", "malformed-json", List.of("1", "1"));
            }
            JsonNode value = value(parser, first, "");
            if (parser.nextToken() != null) {
                throw malformed(parser.currentTokenLocation());
            }
            if (value instanceof ObjectNode object) {
                return object;
            }
            throw refused("", "not-an-object", List.of());
        } catch (StreamConstraintsException excessive) {
            throw refused("", "too-complex", List.of());
        } catch (JsonProcessingException broken) {
            throw malformed(broken.getLocation());
        } catch (IOException impossible) {
            throw new UncheckedIOException("a text can always be read", impossible);
        }
    }

    /** Jackson would guess UTF-16 and UTF-32 and take overlong and surrogate bytes. */
    private static String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw refused("", "not-utf-8", List.of());
        }
    }

    private static JsonNode value(JsonParser parser, JsonToken token, String pointer) throws IOException {
        return switch (token) {
            case START_OBJECT -> object(parser, pointer);
            case START_ARRAY -> array(parser, pointer);
            case VALUE_STRING -> JsonNodeFactory.instance.textNode(text(parser.getText(), pointer));
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT ->
                // No request has a number in it; that it is one is all that is ever asked.
                JsonNodeFactory.instance.numberNode(0);
            case VALUE_TRUE -> JsonNodeFactory.instance.booleanNode(true);
            case VALUE_FALSE -> JsonNodeFactory.instance.booleanNode(false);
            case VALUE_NULL -> JsonNodeFactory.instance.nullNode();
            case END_OBJECT, END_ARRAY, FIELD_NAME, NOT_AVAILABLE, VALUE_EMBEDDED_OBJECT ->
                throw malformed(parser.currentTokenLocation());
        };
    }

    private static ObjectNode object(JsonParser parser, String pointer) throws IOException {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String name = text(parser.currentName(), pointer);
            String member = Pointers.member(pointer, name);
            if (object.has(name)) {
                throw refused(member, "duplicate-member", List.of());
            }
            object.set(name, value(parser, parser.nextToken(), member));
        }
        return object;
    }

    private static ArrayNode array(JsonParser parser, String pointer) throws IOException {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(value(parser, token, pointer + "/" + array.size()));
        }
        return array;
    }

    private static String text(String text, String pointer) {
        boolean forbidden = text.codePoints()
                .anyMatch(c -> c == 0 || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE));
        if (forbidden) {
            throw refused(pointer, "forbidden-characters", List.of());
        }
        return text;
    }

    private static RequestRefused malformed(JsonLocation place) {
        return refused(
                "",
                "malformed-json",
                List.of(Integer.toString(place.getLineNr()), Integer.toString(place.getColumnNr())));
    }

    private static RequestRefused refused(String pointer, String code, List<String> arguments) {
        return new RequestRefused(
                Refusal.of(Problem.UNREADABLE_BODY, List.of(new InputError(pointer, code, arguments))));
    }
}
