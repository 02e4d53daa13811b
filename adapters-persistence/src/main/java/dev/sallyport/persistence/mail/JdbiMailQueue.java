package dev.sallyport.persistence.mail;

import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.mail.MailQueue;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.persistence.keys.JdbiSealedValues.Place;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Hands out the mail in {@code mail_outbox}. While a dispatcher has a mail, it is due again only after the lease: if the dispatcher
 * dies, the mail is nobody's then. What is settled keeps its row, for operators to see, without its content.
 */
public final class JdbiMailQueue implements MailQueue {
    /** So many expired mails are marked with one claim at the most, so that it stays short after a long outage. */
    private static final int MOST_EXPIRED = 1000;

    /** The two parts never touch the same mail, since both see the outbox as it was before. */
    private static final String CLAIM = """
            WITH expired AS (
                UPDATE mail_outbox SET state = 'expired', sealed = NULL, settled_at = :now
                WHERE id IN (
                    SELECT id FROM mail_outbox
                    WHERE state = 'queued' AND due_at <= :now AND expires_at <= :now
                    LIMIT :most_expired FOR UPDATE SKIP LOCKED)
            ), due AS (
                SELECT id, due_at FROM mail_outbox
                WHERE state = 'queued' AND due_at <= :now AND (expires_at IS NULL OR expires_at > :now)
                    AND EXISTS (
                        SELECT FROM unnest(:marks) AS hex, decode(hex, 'hex') AS mark
                        WHERE substring(sealed FROM 1 FOR length(mark)) = mark)
                ORDER BY due_at, id LIMIT :most FOR UPDATE SKIP LOCKED
            ), claimed AS (
                UPDATE mail_outbox m SET due_at = :leased_until, leased_until = :leased_until, attempts = m.attempts + 1
                FROM due WHERE m.id = due.id
                RETURNING m.id, m.kind, m.sealed, m.attempts, COALESCE(m.retried_at, m.queued_at) AS tried_since, m.expires_at,
                    due.due_at AS was_due_at
            )
            SELECT * FROM claimed ORDER BY was_due_at, id
            """;

    private static final String DELIVERED = """
            UPDATE mail_outbox SET state = 'delivered', sealed = NULL, settled_at = :now, leased_until = NULL
            WHERE id = :id AND state IN ('queued', 'dead')""";

    /** Whoever has held it for too long has no say any more. */
    private static final String HELD = " WHERE id = :id AND state = 'queued' AND leased_until = :leased_until";

    private static final String RETRY =
            "UPDATE mail_outbox SET due_at = :due, leased_until = NULL, last_error = :reason" + HELD;

    private static final String PUT_BACK =
            "UPDATE mail_outbox SET due_at = :due, leased_until = NULL, attempts = attempts - 1" + HELD;

    /**
     * Of the others for that recipient only what no dispatcher has, since that one decides, and nobody is about to move: two that hold back
     * the same recipient's mail must not wait for each other.
     */
    private static final String HOLD_BACK = """
            WITH held AS (
                UPDATE mail_outbox SET due_at = :due, leased_until = NULL, attempts = attempts - 1
                WHERE id = :id AND state = 'queued' AND leased_until = :leased_until
                RETURNING id, recipient
            ), others AS (
                SELECT m.id FROM mail_outbox m JOIN held ON m.recipient = held.recipient
                WHERE m.id <> held.id AND m.state = 'queued' AND m.due_at < :due AND m.leased_until IS NULL
                FOR UPDATE OF m SKIP LOCKED
            )
            UPDATE mail_outbox m SET due_at = :due FROM others WHERE m.id = others.id""";

    private static final String UNDELIVERABLE = """
            UPDATE mail_outbox SET state = 'dead', settled_at = :now, leased_until = NULL, last_error = :reason,
                sealed = CASE WHEN recipient IS NULL THEN NULL ELSE sealed END""" + HELD;

    /** Where they can be sealed anew. */
    public static final Place SEALED = new Place(
            "mails",
            """
            SELECT id, sealed FROM mail_outbox
            WHERE id > :after AND sealed IS NOT NULL AND substring(sealed FROM 1 FOR length(:mark)) <> :mark
            ORDER BY id LIMIT :most
            """,
            "UPDATE mail_outbox SET sealed = :sealed WHERE id = :id AND sealed = :found",
            (id, row) -> SealedMails.context(new MailId(id)));

    private final Statements statements;
    private final SealedMails sealedMails;

    public JdbiMailQueue(Statements statements, Vault vault) {
        this.statements = statements;
        this.sealedMails = new SealedMails(vault);
    }

    /**
     * {@inheritDoc} A mail that was sealed under a master key that this instance does not have is left alone, for one that has it;
     * so it costs neither time nor attempts.
     */
    @Override
    public List<Claimed> claim(int most, Instant now, Duration lease) {
        Instant leasedUntil = now.plus(lease);
        List<Taken> taken = statements.ask(handle -> handle.createQuery(CLAIM)
                .bind("most", most)
                .bind("most_expired", MOST_EXPIRED)
                .bind("now", now)
                .bind("leased_until", leasedUntil)
                .bindArray("marks", String.class, sealedMails.marks())
                .map((row, context) -> take(row, leasedUntil))
                .list());
        taken.stream()
                .filter(mail -> mail.opened().isEmpty())
                .forEach(mail -> undeliverable(
                        mail.id(),
                        leasedUntil,
                        now,
                        "cannot be decrypted: it was altered, or is not the mail that it says"));
        return taken.stream().map(Taken::opened).flatMap(Optional::stream).toList();
    }

    @Override
    public void delivered(MailId id, Instant now) {
        statements.write(new Write(DELIVERED).bind("id", id.value()).bind("now", now));
    }

    @Override
    public void retryAt(Claimed mail, Instant due, String reason) {
        statements.write(held(RETRY, mail.mail().id(), mail.leasedUntil())
                .bind("due", due)
                .bind("reason", reason));
    }

    @Override
    public void putBack(Claimed mail, Instant due) {
        statements.write(held(PUT_BACK, mail.mail().id(), mail.leasedUntil()).bind("due", due));
    }

    @Override
    public void holdBack(Claimed mail, Instant due) {
        statements.write(held(HOLD_BACK, mail.mail().id(), mail.leasedUntil()).bind("due", due));
    }

    @Override
    public void undeliverable(Claimed mail, Instant now, String reason) {
        undeliverable(mail.mail().id(), mail.leasedUntil(), now, reason);
    }

    private void undeliverable(MailId id, Instant leasedUntil, Instant now, String reason) {
        statements.write(held(UNDELIVERABLE, id, leasedUntil).bind("now", now).bind("reason", reason));
    }

    private static Write held(String sql, MailId id, Instant leasedUntil) {
        return new Write(sql).bind("id", id.value()).bind("leased_until", leasedUntil);
    }

    /** A mail that is ours for the lease, if it could be opened. */
    private record Taken(MailId id, Optional<Claimed> opened) {}

    private Taken take(ResultSet row, Instant leasedUntil) throws SQLException {
        MailId id = new MailId(Columns.uuid(row, "id"));
        try {
            SealedMails.Letter letter = sealedMails.open(id, Columns.bytes(row, "sealed"));
            Mail mail = new Mail(
                    id,
                    Columns.text(row, "kind"),
                    letter.to(),
                    letter.content(),
                    Columns.instantOrNull(row, "expires_at"));
            return new Taken(
                    id,
                    Optional.of(new Claimed(
                            mail, row.getInt("attempts"), Columns.instant(row, "tried_since"), leasedUntil)));
        } catch (Vault.CannotOpen unreadable) {
            return new Taken(id, Optional.empty());
        }
    }
}
