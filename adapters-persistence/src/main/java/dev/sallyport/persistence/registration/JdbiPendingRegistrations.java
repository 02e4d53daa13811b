package dev.sallyport.persistence.registration;

import dev.sallyport.application.account.Users.Owner;
import dev.sallyport.application.registration.PendingRegistrations;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent.VerificationRefused.Reason;
import dev.sallyport.domain.registration.MailedProof;
import dev.sallyport.domain.registration.PendingRegistration;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.StatementContext;

/** Registrations that wait for their proof, in {@code pending_registrations}. Every decision is one conditional statement. */
public final class JdbiPendingRegistrations implements PendingRegistrations {
    private static final String ADD = """
            WITH filed AS (
                INSERT INTO pending_registrations (id, email, password_hash, display_name, locale, code_digest,
                    link_digest, proof_expires_at, failures, created_at, purge_after)
                VALUES (:id, :email, :password_hash, :display_name, :locale, :code_digest,
                    :link_digest, :proof_expires_at, :failures, :created_at, :purge_after)
            )
            SELECT id AS owner_id, locale AS owner_locale FROM users WHERE email = :email
            """;

    /** Neither spent nor to be purged. */
    private static final String WAITING = "p.spent_at IS NULL AND p.purge_after > :now";

    private static final String FIND = """
            SELECT p.*, u.id AS owner_id, u.locale AS owner_locale
            FROM pending_registrations p LEFT JOIN users u ON u.email = p.email
            WHERE p.id = :id AND\s""" + WAITING;

    private static final String RENEW = """
            UPDATE pending_registrations
            SET code_digest = :code_digest, link_digest = :link_digest, proof_expires_at = :proof_expires_at
            WHERE id = :id AND spent_at IS NULL""";

    /** The row is judged while it is locked, as the last to hold it left it, so no two tries are judged by the same count. */
    private static final String TRY_CODE = """
            WITH tried AS (
                SELECT p.id, CASE
                    WHEN p.proof_expires_at <= :now THEN 'EXPIRED'
                    WHEN p.failures >= :max_failures THEN 'TOO_MANY_FAILURES'
                    WHEN p.code_digest <> :code THEN 'WRONG_CODE'
                    ELSE 'PROVEN' END AS verdict
                FROM pending_registrations p WHERE p.id = :id AND\s""" + WAITING + """
             FOR UPDATE
            )
            UPDATE pending_registrations p
            SET failures = p.failures + CASE tried.verdict WHEN 'WRONG_CODE' THEN 1 ELSE 0 END,
                spent_at = CASE tried.verdict WHEN 'PROVEN' THEN :now END
            FROM tried WHERE p.id = tried.id
            RETURNING tried.verdict, p.*
            """;

    private static final String TRY_LINK = """
            WITH tried AS (
                SELECT p.id, CASE
                    WHEN p.proof_expires_at <= :now THEN 'EXPIRED'
                    WHEN p.failures >= :max_failures THEN 'TOO_MANY_FAILURES'
                    ELSE 'PROVEN' END AS verdict
                FROM pending_registrations p WHERE p.link_digest = :link AND\s""" + WAITING + """
             FOR UPDATE
            )
            UPDATE pending_registrations p
            SET failures = p.failures + CASE tried.verdict WHEN 'PROVEN' THEN 1 ELSE 0 END
            FROM tried WHERE p.id = tried.id
            RETURNING tried.verdict, p.*
            """;

    private static final String SPEND = """
            UPDATE pending_registrations p SET spent_at = :now
            WHERE p.id = :id AND p.link_digest = :link AND p.proof_expires_at > :now AND\s""" + WAITING;

    /**
     * One that is being proven at this moment is skipped: whoever does that waits for us, since the address is still taken, and removes it
     * in any case.
     */
    private static final String FORGET = """
            DELETE FROM pending_registrations WHERE id IN (
                SELECT id FROM pending_registrations WHERE email = :email FOR UPDATE SKIP LOCKED
            )""";

    private static final String PURGE = """
            DELETE FROM pending_registrations WHERE id IN (
                SELECT id FROM pending_registrations WHERE purge_after <= :now
                ORDER BY purge_after LIMIT :most FOR UPDATE SKIP LOCKED
            )
            """;

    private final Statements statements;

    public JdbiPendingRegistrations(Statements statements) {
        this.statements = statements;
    }

    @Override
    public Optional<Owner> add(PendingRegistration registration) {
        DisplayName displayName = registration.displayName();
        return statements.ask(handle -> handle.createQuery(ADD)
                .bind("id", registration.id().value())
                .bind("email", registration.email().value())
                .bind("password_hash", registration.passwordHash().reveal())
                .bind("display_name", displayName == null ? null : displayName.value())
                .bind("locale", registration.locale().value())
                .bind("code_digest", registration.proof().code().toBytes())
                .bind("link_digest", registration.proof().link().toBytes())
                .bind("proof_expires_at", registration.proof().expiresAt())
                .bind("failures", registration.failures())
                .bind("created_at", registration.createdAt())
                .bind("purge_after", registration.purgeAfter())
                .map((row, context) -> owner(row))
                .findOne()
                .flatMap(found -> found));
    }

    @Override
    public Optional<Filed> find(RegistrationId id, Instant now) {
        return statements.ask(handle -> handle.createQuery(FIND)
                .bind("id", id.value())
                .bind("now", now)
                .map((row, context) -> new Filed(RegistrationRow.read(row), owner(row)))
                .findOne());
    }

    @Override
    public void renew(RegistrationId id, MailedProof proof) {
        statements.write(new Write(RENEW)
                .bind("code_digest", proof.code().toBytes())
                .bind("link_digest", proof.link().toBytes())
                .bind("proof_expires_at", proof.expiresAt())
                .bind("id", id.value()));
    }

    @Override
    public Attempt tryCode(RegistrationId id, SecretDigest code, Instant now, int maxFailures) {
        return statements.ask(handle -> attempt(
                handle.createQuery(TRY_CODE).bind("id", id.value()).bind("code", code.toBytes()), now, maxFailures));
    }

    @Override
    public Attempt tryLink(SecretDigest link, Instant now, int maxFailures) {
        return statements.ask(
                handle -> attempt(handle.createQuery(TRY_LINK).bind("link", link.toBytes()), now, maxFailures));
    }

    private static Attempt attempt(Query query, Instant now, int maxFailures) {
        return query.bind("now", now)
                .bind("max_failures", maxFailures)
                .map(JdbiPendingRegistrations::verdict)
                .findOne()
                .orElseGet(() -> new Attempt.Refused(Reason.UNKNOWN));
    }

    private static Attempt verdict(ResultSet row, StatementContext context) throws SQLException {
        String verdict = Columns.text(row, "verdict");
        return verdict.equals("PROVEN")
                ? new Attempt.Proven(RegistrationRow.read(row))
                : new Attempt.Refused(Reason.valueOf(verdict));
    }

    @Override
    public boolean spend(RegistrationId id, SecretDigest link, Instant now) {
        int spent = statements.ask(handle -> handle.createUpdate(SPEND)
                .bind("id", id.value())
                .bind("link", link.toBytes())
                .bind("now", now)
                .execute());
        return spent == 1;
    }

    @Override
    public void remove(RegistrationId id) {
        statements.write(new Write("DELETE FROM pending_registrations WHERE id = :id").bind("id", id.value()));
    }

    @Override
    public void forget(EmailAddress email) {
        statements.write(new Write(FORGET).bind("email", email.value()));
    }

    @Override
    public int purge(Instant now, int most) {
        return statements.ask(handle ->
                handle.createUpdate(PURGE).bind("now", now).bind("most", most).execute());
    }

    private static Optional<Owner> owner(ResultSet row) throws SQLException {
        UUID id = row.getObject("owner_id", UUID.class);
        return id == null
                ? Optional.empty()
                : Optional.of(new Owner(new UserId(id), new LanguageTag(Columns.text(row, "owner_locale"))));
    }
}
