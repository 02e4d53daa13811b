package dev.sallyport.http.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for that is in the order of names, or of anything else that can be written down; otherwise as {@link Page} is.
 *
 * @param limit how many items at the most
 * @param after the name, or the place in that order, of the last item that the caller has; null for the first page
 */
public record NamedPage<T>(int limit, @Nullable T after) {

    /** What every list takes: {@code ?limit=} and {@code ?cursor=}, both optional. */
    public static <T> NamedPage<T> from(Fields query, Function<String, Parsed<T>> name) {
        Field<Integer> limit = query.optional("limit", Page::parseLimit);
        Field<T> cursor = query.optional("cursor", text -> parseCursor(text, name));
        return query.complete(
                () -> new NamedPage<>(limit.isGiven() ? limit.get() : Page.DEFAULT_LIMIT, cursor.orNull()));
    }

    private static <T> Parsed<T> parseCursor(String text, Function<String, Parsed<T>> name) {
        try {
            return name.apply(new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException notBase64) {
            return Parsed.invalid(Flaw.MALFORMED);
        }
    }

    /**
     * The answer.
     *
     * @param more whether the list goes on after these
     */
    public static <T> ObjectNode json(
            List<T> items, boolean more, Function<T, String> name, Function<T, ObjectNode> itemJson) {
        ObjectNode json = Json.object();
        ArrayNode array = json.putArray("items");
        items.forEach(item -> array.add(itemJson.apply(item)));
        return json.put("nextCursor", more ? cursor(name.apply(items.getLast())) : null);
    }

    private static String cursor(String name) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(name.getBytes(StandardCharsets.UTF_8));
    }
}
