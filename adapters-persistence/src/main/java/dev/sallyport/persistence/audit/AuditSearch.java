package dev.sallyport.persistence.audit;

import dev.sallyport.application.audit.AuditTrail;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A filter as SQL, with its arguments by name.
 *
 * @param select the entries that fit, of whatever type, without an order; there is a condition at its end, to which others can be added
 * @param types of which entries are looked for; none for all
 */
record AuditSearch(String select, List<String> types, Map<String, Object> arguments) {
    private static final Pattern TYPE = Pattern.compile("[a-z-]+[.][a-z-]+");

    static AuditSearch of(AuditTrail.Filter filter) {
        StringBuilder select = new StringBuilder("SELECT * FROM audit_events WHERE true");
        Map<String, Object> arguments = new LinkedHashMap<>();
        if (filter.user() != null) {
            select.append(" AND user_id = :user_id");
            arguments.put("user_id", filter.user().value());
        }
        if (filter.by() != null) {
            select.append(" AND details ->> 'byUserId' = :by");
            arguments.put("by", filter.by().toString());
        }
        if (filter.from() != null) {
            select.append(" AND occurred_at >= :from");
            arguments.put("from", filter.from());
        }
        if (filter.to() != null) {
            select.append(" AND occurred_at < :to");
            arguments.put("to", filter.to());
        }
        List<String> types = filter.types() == null
                ? List.of()
                : filter.types().stream().sorted().map(AuditSearch::literal).toList();
        return new AuditSearch(select.toString(), types, arguments);
    }

    /**
     * Our own names are part of the statement: only so does the planner know which are rare, and does not look for those among all others. What is no such
     * name never gets there.
     */
    private static String literal(String type) {
        if (!TYPE.matcher(type).matches()) {
            throw new IllegalArgumentException("not the type of an event");
        }
        return "'" + type + "'";
    }

    /** All of them. */
    String ofAnyType() {
        return types.isEmpty() ? select : select + " AND type IN (" + String.join(", ", types) + ")";
    }

    /** A page of each type, of which no more is read, in the order of an index. */
    String eachType(String end) {
        return types.isEmpty()
                ? select + end
                : types.stream()
                        .map(type -> "(" + select + " AND type = " + type + end + ")")
                        .collect(Collectors.joining(" UNION ALL "));
    }
}
