package dev.sallyport.persistence.mail;

import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.mail.MailRecords;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.mail.MailState;
import dev.sallyport.domain.mail.OutboxEntry;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** What became of the mail in {@code mail_outbox}, for those who look after it. */
public final class JdbiMailRecords implements MailRecords {
    private static final String FIND = """
            SELECT id, kind, state, sealed, attempts, queued_at, retried_at, due_at, expires_at, settled_at, last_error
            FROM mail_outbox""";

    private static final String NEWEST_FIRST = " ORDER BY id DESC LIMIT :most";

    /** The first part holds the mail, so that no dispatcher settles it meanwhile; whoever waits for that sees it as it is then. */
    private static final String RETRY = """
            WITH held AS (
                SELECT id, leased_until, sealed IS NOT NULL AND (expires_at IS NULL OR expires_at > :now) AS worthwhile
                FROM mail_outbox WHERE id = :id FOR UPDATE
            ), retried AS (
                UPDATE mail_outbox m
                SET state = 'queued', due_at = :now, settled_at = NULL, leased_until = NULL, attempts = 0, retried_at = :now
                FROM held
                WHERE m.id = held.id AND held.worthwhile AND (held.leased_until IS NULL OR held.leased_until <= :now)
            )
            SELECT worthwhile, pg_notify('sallyport_mail', '') FROM held
            """;

    private static final String PURGE = """
            WITH forgotten AS (
                DELETE FROM mail_outbox WHERE id IN (
                    SELECT id FROM mail_outbox WHERE settled_at < :settled_before
                    ORDER BY settled_at LIMIT :most FOR UPDATE SKIP LOCKED)
                RETURNING id
            ), erased AS (
                UPDATE mail_outbox SET sealed = NULL WHERE id IN (
                    SELECT id FROM mail_outbox
                    WHERE state = 'dead' AND sealed IS NOT NULL AND expires_at <= :now AND settled_at >= :settled_before
                    LIMIT :most FOR UPDATE SKIP LOCKED)
                RETURNING id
            )
            SELECT greatest((SELECT count(*) FROM forgotten), (SELECT count(*) FROM erased))
            """;

    private final Statements statements;
    private final SealedMails sealedMails;

    public JdbiMailRecords(Statements statements, Vault vault) {
        this.statements = statements;
        this.sealedMails = new SealedMails(vault);
    }

    @Override
    public List<OutboxEntry> find(Filter filter, @Nullable MailId before, int most) {
        MailState state = filter.state();
        SecretDigest recipient = filter.recipient();
        return statements.browse(handle -> {
            // Only the conditions that there are: each combination has a plan, and an index, of its own.
            Query page = handle.createQuery(FIND + where(filter, before) + NEWEST_FIRST)
                    .bind("most", most);
            if (state != null) {
                page.bind("state", state.code());
            }
            if (filter.kind() != null) {
                page.bind("kind", filter.kind());
            }
            if (recipient != null) {
                page.bind("recipient", recipient.toBytes());
            }
            if (before != null) {
                page.bind("before", before.value());
            }
            return page.map((row, context) -> read(row)).list();
        });
    }

    private static String where(Filter filter, @Nullable MailId before) {
        String conditions = Stream.of(
                        filter.state() == null ? "" : "state = :state",
                        filter.kind() == null ? "" : "kind = :kind",
                        filter.recipient() == null ? "" : "recipient = :recipient",
                        before == null ? "" : "id < :before")
                .filter(condition -> !condition.isEmpty())
                .collect(Collectors.joining(" AND "));
        return conditions.isEmpty() ? "" : " WHERE " + conditions;
    }

    @Override
    public Retry retry(MailId id, Instant now) {
        return statements.ask(handle -> handle.createQuery(RETRY)
                .bind("id", id.value())
                .bind("now", now)
                .map((row, context) -> row.getBoolean("worthwhile") ? Retry.QUEUED : Retry.NOTHING_TO_SEND)
                .findOne()
                .orElse(Retry.UNKNOWN));
    }

    @Override
    public int purge(Instant settledBefore, Instant now, int most) {
        return statements.ask(handle -> handle.createQuery(PURGE)
                .bind("settled_before", settledBefore)
                .bind("now", now)
                .bind("most", most)
                .mapTo(Integer.class)
                .one());
    }

    private OutboxEntry read(ResultSet row) throws SQLException {
        MailId id = new MailId(Columns.uuid(row, "id"));
        MailState state = MailState.parse(Columns.text(row, "state")).orThrow();
        return new OutboxEntry(
                id,
                Columns.text(row, "kind"),
                state,
                recipient(id, row.getBytes("sealed")),
                row.getInt("attempts"),
                Columns.instant(row, "queued_at"),
                Columns.instantOrNull(row, "retried_at"),
                state == MailState.QUEUED ? Columns.instant(row, "due_at") : null,
                Columns.instantOrNull(row, "expires_at"),
                Columns.instantOrNull(row, "settled_at"),
                row.getString("last_error"));
    }

    /** Of a mail under a master key that this instance does not have, all else can be shown. */
    private @Nullable EmailAddress recipient(MailId id, byte @Nullable [] sealed) {
        try {
            return sealed == null ? null : sealedMails.open(id, sealed).to();
        } catch (Vault.CannotOpen unreadable) {
            return null;
        }
    }
}
