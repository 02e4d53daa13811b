package dev.sallyport.persistence.admin;

import dev.sallyport.application.admin.UserDirectory;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.SearchText;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.persistence.account.UserColumns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.TimeLimit;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Looks for accounts in {@code users} and {@code user_roles}. */
public final class JdbiUserDirectory implements UserDirectory {
    private static final String FIND = "SELECT " + UserColumns.LIST + " FROM users u WHERE u.id = :id";

    /** Whoever waits longer for a page looks for something else; most take some milliseconds. */
    private static final TimeLimit PATIENCE = new TimeLimit(Duration.ofSeconds(2));

    private final Statements statements;

    public JdbiUserDirectory(Statements statements) {
        this.statements = statements;
    }

    @Override
    public List<User> page(Filter filter, @Nullable UserId before, int most) {
        return statements.browse(handle -> PATIENCE.ask(
                handle,
                UserSearchSql.of(filter, before != null),
                page -> bind(page, filter, before).bind("most", most),
                (row, context) -> UserColumns.read(row)));
    }

    private static Query bind(Query page, Filter filter, @Nullable UserId before) {
        SearchText text = filter.text();
        RoleName role = filter.role();
        if (text != null) {
            page.bind("text", text.value());
        }
        if (text != null && text.isFoundAnywhere()) {
            page.bind("escaped", escaped(text));
        }
        if (role != null) {
            page.bind("role", role.value());
        }
        if (before != null) {
            page.bind("before", before.value());
        }
        return page;
    }

    /** Without what LIKE takes for something else, but for the underscore, which becomes a letter there. */
    private static String escaped(SearchText text) {
        return text.value().replace("\\", "\\\\").replace("%", "\\%");
    }

    @Override
    public Optional<User> find(UserId id) {
        return statements.ask(handle -> handle.createQuery(FIND)
                .bind("id", id.value())
                .map((row, context) -> UserColumns.read(row))
                .findOne());
    }
}
