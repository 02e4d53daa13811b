package dev.sallyport.persistence.recovery;

import dev.sallyport.application.recovery.PasswordResets;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.persistence.account.UserColumns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.TwoStatements;
import dev.sallyport.persistence.sql.Write;
import java.time.Instant;
import java.util.Optional;

/** The links by which passwords can be reset, in {@code password_resets}. */
public final class JdbiPasswordResets implements PasswordResets {
    /** The user's row is held first, as everywhere. Whose account is gone by now gets no link, and holds up nobody else. */
    private static final String GRANT = """
            WITH holder AS (
                SELECT id FROM users WHERE id = :user_id FOR UPDATE
            )
            INSERT INTO password_resets (user_id, email, link_digest, expires_at)
            SELECT id, :email, :link, :expires_at FROM holder
            ON CONFLICT (user_id) DO UPDATE
            SET email = EXCLUDED.email, link_digest = EXCLUDED.link_digest, expires_at = EXCLUDED.expires_at""";

    private static final String ACCEPTED =
            " r.link_digest = :link AND r.expires_at > :now AND u.status = 'active' AND u.email = r.email";

    private static final String FIND =
            "SELECT " + UserColumns.LIST + " FROM password_resets r JOIN users u ON u.id = r.user_id WHERE" + ACCEPTED;

    /** The first holds the account; the second sees whether whoever held it before has used the link up or voided it. */
    private static final String SPEND = """
            SELECT 1 FROM users WHERE id = (SELECT user_id FROM password_resets WHERE link_digest = :link) FOR UPDATE;
            DELETE FROM password_resets r USING users u WHERE u.id = r.user_id AND\s""" + ACCEPTED + " RETURNING " + UserColumns.LIST;

    private static final String PURGE = """
            DELETE FROM password_resets WHERE user_id IN (
                SELECT user_id FROM password_resets WHERE expires_at <= :now
                ORDER BY expires_at LIMIT :most FOR UPDATE SKIP LOCKED
            )
            """;

    private final Statements statements;

    public JdbiPasswordResets(Statements statements) {
        this.statements = statements;
    }

    @Override
    public void grant(UserId user, EmailAddress email, SecretDigest link, Instant expiresAt) {
        statements.write(new Write(GRANT)
                .bind("user_id", user.value())
                .bind("email", email.value())
                .bind("link", link.toBytes())
                .bind("expires_at", expiresAt));
    }

    @Override
    public Optional<User> find(SecretDigest link, Instant now) {
        return statements.ask(handle -> handle.createQuery(FIND)
                .bind("link", link.toBytes())
                .bind("now", now)
                .map((row, context) -> UserColumns.read(row))
                .findOne());
    }

    @Override
    public Optional<User> spend(SecretDigest link, Instant now) {
        return statements.ask(handle -> TwoStatements.secondAnswer(
                handle.createQuery(SPEND).bind("link", link.toBytes()).bind("now", now),
                (row, context) -> UserColumns.read(row)));
    }

    @Override
    public void withdraw(UserId user) {
        statements.write(
                new Write("DELETE FROM password_resets WHERE user_id = :user_id").bind("user_id", user.value()));
    }

    @Override
    public int purge(Instant now, int most) {
        return statements.ask(handle ->
                handle.createUpdate(PURGE).bind("now", now).bind("most", most).execute());
    }
}
