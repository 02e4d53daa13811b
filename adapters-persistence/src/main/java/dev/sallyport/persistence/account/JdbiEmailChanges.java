package dev.sallyport.persistence.account;

import dev.sallyport.application.account.EmailChanges;
import dev.sallyport.application.account.Users.Owner;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.EmailChange;
import dev.sallyport.domain.account.EmailChangeUndo;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent.EmailChangeRefused.Reason;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.TwoStatements;
import dev.sallyport.persistence.sql.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.StatementContext;

/** Wishes for another address, in {@code email_changes}, and the rights to have the old one back, in {@code email_change_undos}. */
public final class JdbiEmailChanges implements EmailChanges {
    private static final String REQUEST = """
            WITH holder AS (
                SELECT id FROM users WHERE id = :user_id FOR UPDATE
            ), filed AS (
                INSERT INTO email_changes AS before (user_id, wanted, code_digest, expires_at, failures)
                SELECT id, :wanted, :code, :expires_at, 0 FROM holder
                ON CONFLICT (user_id) DO UPDATE
                SET wanted = EXCLUDED.wanted, code_digest = EXCLUDED.code_digest, expires_at = EXCLUDED.expires_at,
                    failures = CASE WHEN before.expires_at > :now THEN before.failures ELSE 0 END
            )
            SELECT id, locale FROM users WHERE email = :wanted
            """;

    private static final String REQUESTED =
            "SELECT wanted FROM email_changes WHERE user_id = :user_id AND expires_at > :now";

    /** The first holds the account; the second judges the wish as whoever held it before has left it. */
    private static final String TRY_CODE = """
            SELECT 1 FROM users WHERE id = :user_id FOR UPDATE;
            WITH tried AS (
                SELECT user_id, wanted, CASE
                    WHEN expires_at <= :now THEN 'EXPIRED'
                    WHEN failures >= :max_failures THEN 'TOO_MANY_FAILURES'
                    WHEN code_digest <> :code THEN 'WRONG_CODE'
                    ELSE 'PROVEN' END AS verdict
                FROM email_changes WHERE user_id = :user_id FOR UPDATE
            ), fulfilled AS (
                DELETE FROM email_changes w USING tried WHERE w.user_id = tried.user_id AND tried.verdict = 'PROVEN'
            ), counted AS (
                UPDATE email_changes w SET failures = w.failures + 1
                FROM tried WHERE w.user_id = tried.user_id AND tried.verdict = 'WRONG_CODE'
            )
            SELECT wanted, verdict FROM tried
            """;

    /** Whoever grants holds the account. Clocks differ, and none that is slow may make a right older than those that were there before. */
    private static final String GRANT_UNDO = """
            INSERT INTO email_change_undos (link_digest, user_id, restores, granted_at, expires_at)
            SELECT :link, :user_id, :restores, GREATEST(:granted_at, max(granted_at) + interval '1 microsecond'), :expires_at
            FROM email_change_undos WHERE user_id = :user_id""";

    /** The first holds the account; the second sees whether whoever held it before has used the right up or voided it. */
    private static final String SPEND_UNDO = """
            SELECT 1 FROM users WHERE id = (SELECT user_id FROM email_change_undos WHERE link_digest = :link) FOR UPDATE;
            WITH used AS (
                SELECT user_id, restores, granted_at, EXISTS (
                    SELECT FROM users o WHERE o.email = n.restores AND o.id <> n.user_id) AS address_taken
                FROM email_change_undos n WHERE link_digest = :link AND expires_at > :now FOR UPDATE
            ), voided AS (
                DELETE FROM email_change_undos n USING used
                WHERE n.user_id = used.user_id AND NOT used.address_taken
                    AND (n.granted_at >= used.granted_at OR n.restores = used.restores)
            )
            SELECT used.restores, used.address_taken,\s""" + UserColumns.LIST + """
             FROM used JOIN users u ON u.id = used.user_id
            """;

    private static final String RESTORABLE =
            "SELECT DISTINCT restores FROM email_change_undos WHERE user_id = :user_id AND expires_at > :now ORDER BY restores";

    private static final String PURGE = """
            WITH wishes AS (
                DELETE FROM email_changes WHERE user_id IN (
                    SELECT user_id FROM email_changes WHERE expires_at <= :now
                    ORDER BY expires_at LIMIT :most FOR UPDATE SKIP LOCKED
                )
                RETURNING 1
            ), undos AS (
                DELETE FROM email_change_undos WHERE link_digest IN (
                    SELECT link_digest FROM email_change_undos WHERE expires_at <= :now
                    ORDER BY expires_at LIMIT :most FOR UPDATE SKIP LOCKED
                )
                RETURNING 1
            )
            SELECT GREATEST((SELECT count(*) FROM wishes), (SELECT count(*) FROM undos))
            """;

    private final Statements statements;

    public JdbiEmailChanges(Statements statements) {
        this.statements = statements;
    }

    @Override
    public Optional<Owner> request(EmailChange wish, Instant now) {
        return statements.ask(handle -> handle.createQuery(REQUEST)
                .bind("user_id", wish.user().value())
                .bind("wanted", wish.wanted().value())
                .bind("code", wish.code().toBytes())
                .bind("expires_at", wish.expiresAt())
                .bind("now", now)
                .map((row, context) ->
                        new Owner(new UserId(Columns.uuid(row, "id")), new LanguageTag(Columns.text(row, "locale"))))
                .findOne());
    }

    @Override
    public Optional<EmailAddress> requested(UserId user, Instant now) {
        return statements.ask(handle -> handle.createQuery(REQUESTED)
                .bind("user_id", user.value())
                .bind("now", now)
                .map((row, context) -> EmailAddress.of(Columns.text(row, "wanted")))
                .findOne());
    }

    @Override
    public Attempt tryCode(UserId user, SecretDigest code, Instant now, int maxFailures) {
        return statements
                .ask(handle -> TwoStatements.secondAnswer(
                        handle.createQuery(TRY_CODE)
                                .bind("user_id", user.value())
                                .bind("code", code.toBytes())
                                .bind("now", now)
                                .bind("max_failures", maxFailures),
                        JdbiEmailChanges::attempt))
                .orElseGet(() -> new Attempt.Refused(Reason.NOT_REQUESTED));
    }

    private static Attempt attempt(ResultSet row, StatementContext context) throws SQLException {
        String verdict = Columns.text(row, "verdict");
        return verdict.equals("PROVEN")
                ? new Attempt.Proven(EmailAddress.of(Columns.text(row, "wanted")))
                : new Attempt.Refused(Reason.valueOf(verdict));
    }

    @Override
    public void cancel(UserId user) {
        statements.write(new Write("DELETE FROM email_changes WHERE user_id = :user_id").bind("user_id", user.value()));
    }

    @Override
    public void grantUndo(EmailChangeUndo undo) {
        statements.write(new Write(GRANT_UNDO)
                .bind("link", undo.link().toBytes())
                .bind("user_id", undo.user().value())
                .bind("restores", undo.restores().value())
                .bind("granted_at", undo.grantedAt())
                .bind("expires_at", undo.expiresAt()));
    }

    @Override
    public List<EmailAddress> restorable(UserId user, Instant now) {
        return statements.ask(handle -> handle.createQuery(RESTORABLE)
                .bind("user_id", user.value())
                .bind("now", now)
                .map((row, context) -> EmailAddress.of(Columns.text(row, "restores")))
                .list());
    }

    @Override
    public Undoing spendUndo(SecretDigest link, Instant now) {
        return statements
                .ask(handle -> TwoStatements.secondAnswer(
                        handle.createQuery(SPEND_UNDO)
                                .bind("link", link.toBytes())
                                .bind("now", now),
                        JdbiEmailChanges::undoing))
                .orElseGet(Undoing.Unknown::new);
    }

    private static Undoing undoing(ResultSet row, StatementContext context) throws SQLException {
        return row.getBoolean("address_taken")
                ? new Undoing.AddressTaken()
                : new Undoing.Spent(UserColumns.read(row), EmailAddress.of(Columns.text(row, "restores")));
    }

    @Override
    public int purge(Instant now, int most) {
        return statements.ask(handle -> handle.createQuery(PURGE)
                .bind("now", now)
                .bind("most", most)
                .mapTo(Integer.class)
                .one());
    }
}
