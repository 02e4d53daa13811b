package dev.sallyport.http.json;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.http.problem.InputError;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.problem.RequestRefused;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The members of a request's body, or the parameters of its query, read one by one into domain values. Nothing is converted: a text is a
 * text. What is wrong is gathered, so that a caller learns everything at once, and reported by {@link #complete}.
 */
public final class Fields {

    /** More than any list has that means something. */
    private static final int LONGEST_LIST = 1000;

    private final ObjectNode body;
    private final UnaryOperator<String> pointer;
    private final Problem whenUnreadable;
    private final Set<String> known = new HashSet<>();
    private final List<InputError> unreadable = new ArrayList<>();
    private final List<InputError> invalid = new ArrayList<>();

    public Fields(ObjectNode body) {
        this(body, name -> Pointers.member("", name), Problem.UNREADABLE_BODY);
    }

    private Fields(ObjectNode body, UnaryOperator<String> pointer, Problem whenUnreadable) {
        this.body = body;
        this.pointer = pointer;
        this.whenUnreadable = whenUnreadable;
    }

    /**
     * The parameters of a query.
     *
     * @param parameters with all their values; none where a value cannot be decoded
     * @throws RequestRefused 400 if a value cannot be decoded, 422 if a parameter is there more than once
     */
    public static Fields ofQuery(Map<String, List<String>> parameters) {
        ObjectNode query = Json.object();
        List<InputError> repeated = new ArrayList<>();
        parameters.forEach((name, values) -> {
            if (values.isEmpty()) {
                throw new RequestRefused(Problem.MALFORMED_REQUEST);
            }
            query.put(name, values.getFirst());
            if (values.size() > 1) {
                repeated.add(new InputError(Pointers.parameter(name), "duplicate-member"));
            }
        });
        if (!repeated.isEmpty()) {
            throw new RequestRefused(Refusal.of(Problem.INVALID_INPUT, repeated));
        }
        return new Fields(query, Pointers::parameter, Problem.INVALID_INPUT);
    }

    public boolean has(String name) {
        return body.has(name);
    }

    /** A member that must be there. */
    public <T> Field<T> required(String name, Function<String, Parsed<T>> parser) {
        Field<T> field = nullable(name, parser);
        JsonNode node = body.get(name);
        if (node == null || node.isNull()) {
            invalid.add(new InputError(pointer.apply(name), "required"));
        }
        return field;
    }

    /** A member that may be absent, but not null: there is nothing to remove. */
    public <T> Field<T> optional(String name, Function<String, Parsed<T>> parser) {
        JsonNode node = body.get(name);
        return node == null ? absent(name) : required(name, parser);
    }

    /** A member that may be absent or null. */
    public <T> Field<T> nullable(String name, Function<String, Parsed<T>> parser) {
        JsonNode node = body.get(name);
        if (node == null) {
            return absent(name);
        }
        known.add(name);
        return node.isNull() ? Field.of(null) : Field.of(parse(pointer.apply(name), node, parser));
    }

    /** A member that may be absent, but not null, and is a list of values. */
    public <T> Field<List<T>> optionalList(String name, Function<String, Parsed<T>> parser) {
        JsonNode node = body.get(name);
        if (node == null) {
            return absent(name);
        }
        known.add(name);
        String place = pointer.apply(name);
        if (!node.isArray()) {
            unreadable.add(new InputError(place, "wrong-type"));
            return Field.of(null);
        }
        if (node.size() > LONGEST_LIST) {
            invalid.add(new InputError(place, "too-long"));
            return Field.of(null);
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < node.size(); i++) {
            T value = parse(place + "/" + i, node.get(i), parser);
            if (value != null) {
                values.add(value);
            }
        }
        return Field.of(values);
    }

    /** A member that may be absent, but not null, and is true or false. */
    public Field<Boolean> optionalBoolean(String name) {
        JsonNode node = body.get(name);
        if (node == null) {
            return absent(name);
        }
        known.add(name);
        if (!node.isBoolean()) {
            unreadable.add(new InputError(pointer.apply(name), "wrong-type"));
            return Field.of(null);
        }
        return Field.of(node.booleanValue());
    }

    /** Adds what else is wrong with a member, if it could be read. */
    public <T> void check(Field<T> field, Function<T, List<InputError>> check) {
        T value = field.orNull();
        if (value != null) {
            invalid.addAll(check.apply(value));
        }
    }

    private <T> Field<T> absent(String name) {
        known.add(name);
        return Field.absent();
    }

    private <T> @Nullable T parse(String place, JsonNode node, Function<String, Parsed<T>> parser) {
        if (!node.isTextual()) {
            unreadable.add(new InputError(place, "wrong-type"));
            return null;
        }
        return switch (parser.apply(node.textValue())) {
            case Parsed.Valid<T>(var value) -> value;
            case Parsed.Invalid<T>(var flaw) -> {
                invalid.add(new InputError(place, flaw.code()));
                yield null;
            }
        };
    }

    /**
     * The request, made of what was read.
     *
     * @throws RequestRefused 400 if a body has members of other names or types, 422 if a query has or values are missing or invalid
     */
    public <T> T complete(Supplier<T> request) {
        for (String name : (Iterable<String>) body::fieldNames) {
            if (!known.contains(name)) {
                unreadable.add(new InputError(pointer.apply(name), "unknown-member"));
            }
        }
        if (!unreadable.isEmpty()) {
            throw new RequestRefused(Refusal.of(whenUnreadable, unreadable));
        }
        if (!invalid.isEmpty()) {
            throw new RequestRefused(Refusal.of(Problem.INVALID_INPUT, invalid));
        }
        return request.get();
    }
}
