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

    /** Accounts that cannot be used lie far from each other, which takes longer; there are fewer of them to be found by the index, too. */
    private static final int NEWEST_SUSPENDED = 2_000;

    /** What the index {@code users_text} is of, as its migration says. */
    private static final String INDEXED =
            withLettersForSigns("u.email || E'\\uF900' || lower(coalesce(u.display_name, ''))");

    private static final String TEXT = "lower(:text)";

    /** Looked up for each account that fits otherwise; without the OFFSET, a planner may rather read all who have the role. */
    private static final String HAS_ROLE =
            "EXISTS (SELECT FROM user_roles r WHERE r.user_id = u.id AND r.role = :role OFFSET 0)";

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
        if (filter.role() != null && filter.standing() == Standing.SUSPENDED) {
            return suspendedWithRole();
        }
        SearchText text = filter.text();
        if (text == null) {
            return filter.role() == null ? hits(inOrder(), "") : hitsWithRole("");
        }
        int most = filter.standing() == Standing.SUSPENDED ? NEWEST_SUSPENDED : NEWEST;
        String near = filter.role() == null ? hits(inOrder(), limit(most)) : hitsWithRole(limit(most));
        String more = filter.role() == null ? inOrder() : withRoleInOrder();
        return """
            WITH near AS MATERIALIZED (%s), far AS MATERIALIZED (%s)
            SELECT id FROM near UNION SELECT id FROM far WHERE %s ORDER BY id DESC LIMIT :most
            """.formatted(near, far(text, tooFew("near", more, most)), after("id"));
    }

    /**
     * There is an order for either, and nobody knows which of the two are fewer. Whoever is among the newest of the one need not be among those
     * of the other, so they are gone through one after the other, and each only if those before were not enough.
     */
    private String suspendedWithRole() {
        String near = hitsWithRole(limit(NEWEST_SUSPENDED));
        String few = tooFew("near", withRoleInOrder(), NEWEST_SUSPENDED);
        SearchText text = filter.text();
        if (text == null) {
            return """
                WITH near AS MATERIALIZED (%s), further AS MATERIALIZED (SELECT id FROM (%s) hits WHERE %s)
                SELECT id FROM near UNION SELECT id FROM further ORDER BY id DESC LIMIT :most
                """.formatted(near, hits(inOrder(), ""), few);
        }
        String fewer = few + " AND " + tooFew("further", inOrder(), NEWEST_SUSPENDED);
        return """
            WITH near AS MATERIALIZED (%s), further AS MATERIALIZED (SELECT id FROM (%s) hits WHERE %s), far AS MATERIALIZED (%s)
            SELECT id FROM near UNION SELECT id FROM further UNION SELECT id FROM far WHERE %s ORDER BY id DESC LIMIT :most
            """.formatted(near, hits(inOrder(), limit(NEWEST_SUSPENDED)), few, far(text, fewer), after("id"));
    }

    private static String limit(int most) {
        return " LIMIT " + most;
    }

    /** Whether that did not find enough, and there are more to look for them among. */
    private static String tooFew(String found, String inOrder, int goneThrough) {
        return "(SELECT count(*) FROM %s) < :most AND EXISTS (SELECT FROM %s OFFSET %d)"
                .formatted(found, inOrder, goneThrough);
    }

    /** Those that fit among the newest, read one by one only until there are enough of them. */
    private String hits(String newestFirst, String limit) {
        // Whoever is in the index of those who cannot be used need not be looked at for that.
        String standing = filter.standing() == Standing.SUSPENDED ? "true" : standing();
        String fits = standing + " AND " + exactly() + (filter.role() == null ? "" : " AND " + HAS_ROLE);
        return "SELECT hit.id FROM (SELECT u.id, " + fits + " AS fits FROM " + newestFirst + limit
                + ") hit WHERE hit.fits ORDER BY hit.id DESC LIMIT :most";
    }

    /**
     * The same of those who have the role. In two steps that nothing can merge: reading users in any other order would mean to read all of them.
     */
    private String hitsWithRole(String limit) {
        return "SELECT hit.id FROM (SELECT newest.id, held.fits FROM (SELECT r.user_id AS id FROM " + withRoleInOrder()
                + limit + ") newest CROSS JOIN LATERAL (SELECT " + standing() + " AND " + exactly()
                + " AS fits FROM users u WHERE u.id = newest.id OFFSET 0) held ORDER BY newest.id DESC) hit"
                + " WHERE hit.fits ORDER BY hit.id DESC LIMIT :most";
    }

    /**
     * All that the index lists, if that condition is true, which is found out before. Also what comes before the page: told of its place in the
     * order, a planner may go through the primary key as well.
     */
    private String far(SearchText text, String condition) {
        return "SELECT u.id FROM users u WHERE " + condition + " AND " + byIndex(text) + " AND " + standing() + " AND "
                + exactly() + (filter.role() == null ? "" : " AND " + HAS_ROLE);
    }

    private String withRoleInOrder() {
        return "user_roles r WHERE r.role = :role AND " + after("r.user_id") + " ORDER BY r.user_id DESC";
    }

    /** Everybody, or those for whom there is an index in that order. */
    private String inOrder() {
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

    /** Never null: whoever has no name and fits not would else be looked at further. */
    private String exactly() {
        SearchText text = filter.text();
        if (text == null) {
            return "true";
        }
        return text.isFoundAnywhere()
                ? "(strpos(u.email, %1$s) > 0 OR strpos(lower(coalesce(u.display_name, '')), %1$s) > 0)".formatted(TEXT)
                : "(starts_with(u.email, %1$s) OR starts_with(lower(coalesce(u.display_name, '')), %1$s))"
                        .formatted(TEXT);
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
     * make the signs of addresses and names count: compatibility ideographs, which normalisation (NFC) takes out of every text that we are given.
     * If letters that people type stood for signs, "xcom" would be in nearly every address.
     */
    private static String withLettersForSigns(String text) {
        return "replace(replace(replace(replace(replace(replace(replace(" + text
                + ", '.', E'\\uF901'), '@', E'\\uF902'), '-', E'\\uF903'), '_', E'\\uF904'), ' ', E'\\uF905'), '+', E'\\uF906'),"
                + " '''', E'\\uF907')";
    }
}
