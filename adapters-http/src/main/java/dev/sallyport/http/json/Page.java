package dev.sallyport.http.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which part of a list is asked for, and how it is answered. A list is read on from its last item, not counted through, so that a page costs
 * the same wherever it is and none is skipped or shown twice while the list changes.
 *
 * @param limit how many items at the most
 * @param after the id of the last item that the caller has; null for the first page
 */
public record Page(int limit, @Nullable UUID after) {

    static final int DEFAULT_LIMIT = 20;
    private static final int MOST = 100;
    private static final Pattern WHOLE_NUMBER = Pattern.compile("[0-9]{1,3}");
    private static final int ID_BYTES = 16;

    /** What every list takes: {@code ?limit=} and {@code ?cursor=}, both optional. */
    public static Page from(Fields query) {
        Field<Integer> limit = query.optional("limit", Page::parseLimit);
        Field<UUID> cursor = query.optional("cursor", Page::parseCursor);
        return query.complete(() -> new Page(limit.isGiven() ? limit.get() : DEFAULT_LIMIT, cursor.orNull()));
    }

    static Parsed<Integer> parseLimit(String text) {
        if (!WHOLE_NUMBER.matcher(text).matches()) {
            return Parsed.invalid(Flaw.MALFORMED);
        }
        int limit = Integer.parseInt(text);
        return limit < 1 || limit > MOST ? Parsed.invalid(Flaw.MALFORMED) : Parsed.valid(limit);
    }

    private static Parsed<UUID> parseCursor(String text) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            ByteBuffer id = ByteBuffer.wrap(bytes);
            return bytes.length == ID_BYTES
                    ? Parsed.valid(new UUID(id.getLong(), id.getLong()))
                    : Parsed.invalid(Flaw.MALFORMED);
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
            List<T> items, boolean more, Function<T, UUID> id, Function<T, ObjectNode> itemJson) {
        ObjectNode json = Json.object();
        ArrayNode array = json.putArray("items");
        items.forEach(item -> array.add(itemJson.apply(item)));
        return json.put("nextCursor", more ? cursor(id.apply(items.getLast())) : null);
    }

    private static String cursor(UUID id) {
        byte[] bytes = ByteBuffer.allocate(ID_BYTES)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array();
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
