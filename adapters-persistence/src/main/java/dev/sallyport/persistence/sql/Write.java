package dev.sallyport.persistence.sql;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/**
 * One SQL statement that answers nothing, with its arguments by name. It may be held back and sent together with others. It has no
 * {@code toString} of its own, because arguments must not be printed.
 */
public final class Write {
    /** A named parameter, and not a cast ({@code ::}). */
    private static final Pattern PARAMETER = Pattern.compile("(?<!:):[a-z_]+");

    private final String sql;
    private final Map<String, @Nullable Object> arguments = new LinkedHashMap<>();

    /**
     * @param sql a single statement without {@code RETURNING}, parameters written {@code :like_this}
     */
    public Write(String sql) {
        this.sql = sql;
    }

    public Write bind(String parameter, @Nullable Object argument) {
        arguments.put(parameter, argument);
        return this;
    }

    /** The statement with its parameters renamed, so that they differ from those of others in the same round trip. */
    String sql(int position) {
        return PARAMETER.matcher(sql).replaceAll("$0_" + position);
    }

    void bindTo(Update update, int position) {
        arguments.forEach((parameter, argument) -> update.bind(parameter + "_" + position, argument));
    }
}
