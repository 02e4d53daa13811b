package dev.sallyport.http.json;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Iterator;

/** A JSON object that is written member by member, for answers that are too large to be built as a whole. */
public final class JsonStream {

    /** What would send or end a half-written object in our place is off. */
    private static final ObjectMapper MAPPER = new ObjectMapper().disable(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);

    private final JsonGenerator json;

    private JsonStream(JsonGenerator json) {
        this.json = json;
    }

    /** The members of an object, in their order. */
    @FunctionalInterface
    public interface Members {
        void writeTo(JsonStream object) throws IOException;
    }

    /** Writes the object, and leaves it to the buffer of {@code out} when to send what. If the members fail, it stays half-written. */
    public static void write(OutputStream out, Members members) throws IOException {
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT);
            json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
            json.disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
            json.writeStartObject();
            members.writeTo(new JsonStream(json));
            json.writeEndObject();
        }
    }

    public void member(String name, String text) throws IOException {
        json.writeStringField(name, text);
    }

    public void member(String name, JsonNode value) throws IOException {
        json.writeFieldName(name);
        json.writeTree(value);
    }

    /** A member that is an array. Each item is asked for when the one before it is written, and then forgotten. */
    public void array(String name, Iterator<? extends JsonNode> items) throws IOException {
        json.writeArrayFieldStart(name);
        while (items.hasNext()) {
            json.writeTree(items.next());
        }
        json.writeEndArray();
    }
}
