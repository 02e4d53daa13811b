package dev.sallyport.http.json;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON for whoever has no JSON library: a command that answers a script. */
public final class JsonText {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private JsonText() {}

    /**
     * An object on one line.
     *
     * @param members in their order: texts, numbers, truth values, null, and lists and maps of these
     */
    public static String of(Map<String, ? extends @Nullable Object> members) {
        try {
            return MAPPER.writeValueAsString(members);
        } catch (JsonProcessingException unfit) {
            throw new IllegalArgumentException("not a member that JSON knows", unfit);
        }
    }
}
