package dev.sallyport.persistence.account;

import dev.sallyport.application.account.AccountDeletions;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.TwoStatements;
import dev.sallyport.persistence.sql.Write;
import java.time.Instant;
import java.util.Optional;

/** Deletions that can still be called off, in {@code account_deletions} and the status of {@code users}. */
public final class JdbiAccountDeletions implements AccountDeletions {
    private static final String SCHEDULE = """
            WITH leaving AS (
                UPDATE users SET status = 'deleting' WHERE id = :user_id AND status = 'active' RETURNING id
            )
            INSERT INTO account_deletions (user_id, keep_link_digest, due_at)
            SELECT id, :keep_link, :due FROM leaving
            ON CONFLICT (user_id) DO UPDATE SET keep_link_digest = EXCLUDED.keep_link_digest, due_at = EXCLUDED.due_at""";

    /** The first holds the account; the second sees whether whoever held it before has kept or deleted it. */
    private static final String KEEP = """
            SELECT 1 FROM users WHERE id = (SELECT user_id FROM account_deletions WHERE keep_link_digest = :keep_link) FOR UPDATE;
            WITH called_off AS (
                DELETE FROM account_deletions d USING users o
                WHERE d.keep_link_digest = :keep_link AND d.due_at > :now AND o.id = d.user_id AND o.status = 'deleting'
                RETURNING d.user_id
            )
            UPDATE users u SET status = 'active' FROM called_off WHERE u.id = called_off.user_id
            RETURNING\s""" + UserColumns.LIST;

    private static final String CANCEL = """
            WITH called_off AS (
                UPDATE users SET status = 'active' WHERE id = :user_id AND status = 'deleting'
            )
            DELETE FROM account_deletions WHERE user_id = :user_id""";

    private static final String NEXT_DUE = "SELECT " + UserColumns.LIST + """
             FROM users u JOIN account_deletions d ON d.user_id = u.id
            WHERE d.due_at <= :now AND u.status = 'deleting'
            ORDER BY d.due_at LIMIT 1 FOR UPDATE OF u SKIP LOCKED
            """;

    private final Statements statements;

    public JdbiAccountDeletions(Statements statements) {
        this.statements = statements;
    }

    @Override
    public void schedule(UserId user, SecretDigest keepLink, Instant due) {
        statements.write(new Write(SCHEDULE)
                .bind("user_id", user.value())
                .bind("keep_link", keepLink.toBytes())
                .bind("due", due));
    }

    @Override
    public Optional<User> keep(SecretDigest keepLink, Instant now) {
        return statements.ask(handle -> TwoStatements.secondAnswer(
                handle.createQuery(KEEP).bind("keep_link", keepLink.toBytes()).bind("now", now),
                (row, context) -> UserColumns.read(row)));
    }

    @Override
    public void cancel(UserId user) {
        statements.write(new Write(CANCEL).bind("user_id", user.value()));
    }

    @Override
    public Optional<User> nextDue(Instant now) {
        return statements.ask(handle -> handle.createQuery(NEXT_DUE)
                .bind("now", now)
                .map((row, context) -> UserColumns.read(row))
                .findOne());
    }
}
