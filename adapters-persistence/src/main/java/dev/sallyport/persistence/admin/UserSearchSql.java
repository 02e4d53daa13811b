package dev.sallyport.persistence.admin;

import dev.sallyport.application.admin.UserDirectory.Filter;
import dev.sallyport.application.admin.UserDirectory.Standing;
import dev.sallyport.domain.account.SearchText;
import dev.sallyport.persistence.account.UserColumns;

/**
 * The SQL that reads a page of users. It settles itself what a planner could only guess, so that every page costs about the same whatever
 * somebody looks for: first the newest few thousand accounts are gone through, which is all that it takes where many fit; only if that was
 * not enough, few fit, and an index finds them.
 */
final class UserSearchSql {
    /** So many accounts take some milliseconds to go through. */
    private static final int NEWEST = 5_000;

    /** What the index {@code users_text} is of, word for word as its migration says. */
    private static final String INDEXED = withLettersForSigns("u.email || 'k' || lower(coalesce(u.display_name, ''))");

    private static final String TEXT = "lower(:text)";

    private final Filter filter;
    private final boolean goesOn;

    private UserSearchSql(Filter filter, boolean goesOn) {
        this.filter = filter;
        this.goesOn = goesOn;
    }

    /**
     * The statement. It is given {@code :most}, and {@code :text}, {@code :escaped}, {@code :role} and {@code :before} where there are those.
     *
     * @param goesOn whether there was a page before
     */
    static String of(Filter filter, boolean goesOn) {
        var sql = new UserSearchSql(filter, goesOn);
        return "SELECT " + UserColumns.LIST + " FROM (" + sql.ids()
                + ") page JOIN users u ON u.id = page.id ORDER BY u.id DESC";
    }

    private String ids() {
        SearchText text = filter.text();
        if (text == null && !(filter.role() != null && filter.standing() == Standing.SUSPENDED)) {
            return hits("true", "");
        }
        String exact = text == null ? "true" : exactly(text);
        String byIndex = text == null ? "true" : byIndex(text) + " AND " + exact;
        return """
            WITH near AS MATERIALIZED (%s), far AS MATERIALIZED (
                SELECT u.id FROM users u
                WHERE (SELECT count(*) FROM near) < :most AND EXISTS (SELECT FROM %s OFFSET %d)
                    AND %s AND %s AND %s AND u.id NOT IN (SELECT id FROM near)
            )
            SELECT id FROM near UNION ALL SELECT id FROM far WHERE %s ORDER BY id DESC LIMIT :most
            """.formatted(
                        hits(exact, " LIMIT " + NEWEST),
                        newestFirst(),
                        NEWEST,
                        byIndex,
                        standing(),
                        filter.role() == null
                                ? "true"
                                : "EXISTS (SELECT FROM user_roles r WHERE r.user_id = u.id AND r.role = :role)",
                        after("id"));
    }

    /** Those that fit among the newest, read one by one only until there are enough of them. */
    private String hits(String exact, String limit) {
        String fits = exact + " AND " + standing();
        String accounts = filter.role() == null
                ? "SELECT u.id, " + fits + " AS fits FROM " + newestFirst() + limit
                // Two steps that nothing can merge: reading users in any other order would mean to read all of them.
                : "SELECT newest.id, held.fits FROM (SELECT r.user_id AS id FROM " + newestFirst() + limit + ") newest"
                        + " CROSS JOIN LATERAL (SELECT " + fits
                        + " AS fits FROM users u WHERE u.id = newest.id OFFSET 0) held ORDER BY newest.id DESC";
        return "SELECT hit.id FROM (" + accounts + ") hit WHERE hit.fits ORDER BY hit.id DESC LIMIT :most";
    }

    /** Everybody, or those for whom there is an index in that order. */
    private String newestFirst() {
        if (filter.role() != null) {
            return "user_roles r WHERE r.role = :role AND " + after("r.user_id") + " ORDER BY r.user_id DESC";
        }
        String whose = filter.standing() == Standing.SUSPENDED ? standing() : "true";
        return "users u WHERE " + whose + " AND " + after("u.id") + " ORDER BY u.id DESC";
    }

    private String after(String id) {
        return goesOn ? id + " < :before" : "true";
    }

    private String standing() {
        Standing standing = filter.standing();
        if (standing == null) {
            return "true";
        }
        return switch (standing) {
            case ACTIVE -> "u.status = 'active'";
            case SUSPENDED -> "u.status <> 'active'";
        };
    }

    private static String exactly(SearchText text) {
        return text.isFoundAnywhere()
                ? "(strpos(u.email, %1$s) > 0 OR strpos(lower(u.display_name), %1$s) > 0)".formatted(TEXT)
                : "(starts_with(u.email, %1$s) OR starts_with(lower(u.display_name), %1$s))".formatted(TEXT);
    }

    /** What an index answers; it may be more than what fits exactly. */
    private static String byIndex(SearchText text) {
        if (text.isFoundAnywhere()) {
            return INDEXED + " LIKE '%' || " + withLettersForSigns("lower(:escaped)") + " || '%'";
        }
        return "(" + startsWith("u.email") + " OR " + startsWith("lower(u.display_name)") + ")";
    }

    /** As an index of {@code text_pattern_ops} knows it, whatever the text is: LIKE would have to be planned anew for every one. */
    private static String startsWith(String value) {
        return "(%1$s ~>=~ %2$s AND %1$s ~<~ (%2$s || chr(1114111)))".formatted(value, TEXT);
    }

    /**
     * Trigrams are of letters and digits alone, and so many addresses have a word such as "com" that "-com" would be as good as nothing. Letters
     * make the signs of addresses count; where they are taken for others, the exact condition tells.
     */
    private static String withLettersForSigns(String text) {
        return "replace(replace(replace(replace(replace(" + text
                + ", '.', 'x'), '@', 'q'), '-', 'j'), '_', 'z'), ' ', 'v')";
    }
}
