package dev.sallyport.persistence.audit;

import dev.sallyport.application.audit.AuditTrail;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A filter as SQL, with its arguments by name.
 *
 * @param select the entries that fit, without an order; there is a condition at its end, to which others can be added
 */
record AuditSearch(String select, boolean ofTypes, Map<String, Object> arguments) {

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
        if (filter.types() != null) {
            select.append(" AND type = wanted.type");
            arguments.put("types", filter.types().toArray(String[]::new));
        }
        return new AuditSearch(select.toString(), filter.types() != null, arguments);
    }

    /** All of them. */
    String ofAnyType() {
        return ofTypes ? select.replace("= wanted.type", "= ANY (:types)") : select;
    }

    /** No more than a page of each type is read, in the order of its index; rare ones are not looked for among all others. */
    String eachType(String page) {
        return ofTypes ? "SELECT each.* FROM unnest(:types) AS wanted (type), LATERAL (" + page + ") each" : page;
    }
}
