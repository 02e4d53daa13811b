package dev.sallyport.persistence;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a migration may do while servers of the previous release run on, and while tables are long: {@code docs/deployment/migrations.md} says why. What
 * a migration makes itself it may do everything with.
 */
final class MigrationRules {
    /** A line that says of which release on nobody uses any more what is taken away. */
    private static final Pattern CONTRACT = Pattern.compile("(?m)^-- Unused since [0-9]+\\.[0-9]+\\.[0-9]+\\b");

    private static final Pattern COMMENT = Pattern.compile("--[^\\n]*|/\\*.*?\\*/", Pattern.DOTALL);

    /** Bodies of functions, and texts: not statements of the migration. */
    private static final Pattern QUOTED = Pattern.compile("\\$([a-z_]*)\\$.*?\\$\\1\\$|'(?:[^']|'')*'", Pattern.DOTALL);

    private static final Pattern CREATED = Pattern.compile("create (?:unlogged )?table (?:if not exists )?([a-z_.]+)");
    private static final Pattern ALTERED = Pattern.compile("^alter table (?:if exists )?(?:only )?([a-z_.]+) (.*)$");
    private static final Pattern INDEX =
            Pattern.compile("^create (?:unique )?index (concurrently )?.*?\\bon (?:only )?([a-z_.]+)");
    private static final Pattern LOCKING = Pattern.compile("^(?:alter|drop|create (?:or replace )?trigger)\\b");
    private static final Pattern BACKFILL = Pattern.compile("^(?:update|delete from) ([a-z_.]+)\\b");

    private MigrationRules() {}

    /** What a migration does that it must not; nothing if it keeps to the rules. */
    static List<String> violations(String sql) {
        boolean contracts = CONTRACT.matcher(sql).find();
        List<String> statements = statements(sql);
        Set<String> created = new HashSet<>();
        List<String> violations = new ArrayList<>();
        boolean patient = true;
        for (String statement : statements) {
            Matcher creation = CREATED.matcher(statement);
            if (creation.lookingAt()) {
                created.add(creation.group(1));
                continue;
            }
            if (statement.matches("set (?:local )?lock_timeout .*")) {
                patient = false;
            }
            check(statement, created, contracts, violations);
            if (patient
                    && LOCKING.matcher(statement).lookingAt()
                    && !isOfOwn(statement, created)
                    && !isConcurrent(statement)) {
                violations.add("sets no lock_timeout before: " + statement);
            }
        }
        return violations;
    }

    private static List<String> statements(String sql) {
        String bare = COMMENT.matcher(sql).replaceAll(" ");
        return QUOTED
                .matcher(bare)
                .replaceAll("''")
                .toLowerCase(Locale.ROOT)
                .replaceAll("\\s+", " ")
                .transform(text -> List.of(text.split(";", -1)))
                .stream()
                .map(String::strip)
                .filter(statement -> !statement.isEmpty())
                .toList();
    }

    private static boolean isConcurrent(String statement) {
        return statement.startsWith("drop index concurrently");
    }

    private static boolean isOfOwn(String statement, Set<String> created) {
        Matcher altered = ALTERED.matcher(statement);
        return (altered.matches() && created.contains(altered.group(1)))
                || created.stream().anyMatch(table -> statement.matches(".* on " + table + "\\b.*"));
    }

    private static void check(String statement, Set<String> created, boolean contracts, List<String> violations) {
        Matcher index = INDEX.matcher(statement);
        if (index.find() && index.group(1) == null && !created.contains(index.group(2))) {
            violations.add("makes an index that keeps everybody from writing: " + statement);
        }
        if (statement.startsWith("drop index ") && !isConcurrent(statement)) {
            violations.add("drops an index that keeps everybody from reading: " + statement);
        }
        boolean drops = statement.matches("drop (?:table|view|function|procedure|type|trigger|schema|sequence) .*")
                && !statement.matches("drop (?:function|procedure) .*pg_temp.*");
        if (drops && !contracts) {
            violations.add("drops what the previous release may use: " + statement);
        }
        if (statement.startsWith("truncate ") || statement.contains(" rename ")) {
            violations.add("takes away what the previous release uses: " + statement);
        }
        Matcher backfill = BACKFILL.matcher(statement);
        if (backfill.find() && !created.contains(backfill.group(1)) && !statement.contains(" limit ")) {
            violations.add("changes as many rows as there are in one transaction: " + statement);
        }
        Matcher altered = ALTERED.matcher(statement);
        if (altered.matches() && !created.contains(altered.group(1))) {
            for (String action : actions(altered.group(2))) {
                checkAction(action, contracts, violations);
            }
        }
    }

    /** What one ALTER TABLE does; commas within parentheses part nothing. */
    private static List<String> actions(String all) {
        List<String> actions = new ArrayList<>();
        int depth = 0;
        int begin = 0;
        for (int i = 0; i < all.length(); i++) {
            char sign = all.charAt(i);
            depth += sign == '(' ? 1 : sign == ')' ? -1 : 0;
            if (sign == ',' && depth == 0) {
                actions.add(all.substring(begin, i).strip());
                begin = i + 1;
            }
        }
        actions.add(all.substring(begin).strip());
        return actions;
    }

    private static void checkAction(String action, boolean contracts, List<String> violations) {
        boolean isConstraint = action.matches("add (?:constraint|check|foreign|unique|primary|exclude)\\b.*");
        if (!isConstraint && action.startsWith("add ")) {
            checkColumn(action, violations);
        }
        if (isConstraint && action.matches(".*\\b(?:check|foreign key)\\b.*") && !action.endsWith("not valid")) {
            violations.add(
                    "checks all rows while it holds the table; add it NOT VALID, and validate it later: " + action);
        }
        if (isConstraint
                && action.matches(".*\\b(?:unique|primary key|exclude)\\b.*")
                && !action.contains(" using index ")) {
            violations.add("makes an index while it holds the table; make it before, and say USING INDEX: " + action);
        }
        if (action.matches("drop .*") && !contracts) {
            violations.add("drops what the previous release may use: " + action);
        }
        if (action.matches("alter (?:column )?[a-z_]+ (?:set data )?type .*")) {
            violations.add("rewrites the table: " + action);
        }
        if (action.matches("alter (?:column )?[a-z_]+ set not null")) {
            violations.add("refuses what the previous release may write: " + action);
        }
        if (action.matches("set (?:logged|unlogged|tablespace|access method)\\b.*")) {
            violations.add("rewrites the table: " + action);
        }
    }

    private static void checkColumn(String action, List<String> violations) {
        boolean isRequired = action.matches(".*\\b(?:not null|primary key)\\b.*");
        if (isRequired && !action.matches(".*\\bdefault\\b.*")) {
            violations.add("adds a column that the previous release does not fill: " + action);
        }
        if (action.matches(".*\\bdefault .*\\b(?:gen_random_uuid|random|clock_timestamp|uuidv7|nextval)\\b.*")
                || action.matches(".*\\bgenerated always as\\b.*")
                || action.matches(".*\\b(?:small|big)?serial\\b.*")) {
            violations.add("rewrites the table: " + action);
        }
        if (action.matches(".*\\b(?:unique|references|check)\\b.*")) {
            violations.add("checks or indexes all rows while it holds the table: " + action);
        }
    }
}
