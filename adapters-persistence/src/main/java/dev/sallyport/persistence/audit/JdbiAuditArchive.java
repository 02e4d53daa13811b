package dev.sallyport.persistence.audit;

import dev.sallyport.application.audit.AuditArchive;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.domain.audit.AuditSeal;
import dev.sallyport.domain.audit.RecordedEvent;
import dev.sallyport.domain.audit.SealedEntry;
import dev.sallyport.domain.audit.StoredEntry;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Outages;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.transaction.TransactionIsolationLevel;

/** The trail as a whole, read by cursors in one snapshot, on connections on which a statement may take as long as it takes. */
public final class JdbiAuditArchive implements AuditArchive {
    /** Of batches, which may have a thousand entries each. */
    private static final int FEW = 20;

    private static final int MANY = 2000;

    private static final String BATCHES =
            "SELECT COALESCE(s.batch, m.batch) AS number, s.seal IS NOT NULL AS is_sealed, m.ids, m.digests, "
                    + SealRows.TIMES + ", " + SealRows.SEAL
                    + " FROM audit_seals s FULL JOIN audit_sealed_entries m ON m.batch = s.batch"
                    + " ORDER BY COALESCE(s.batch, m.batch)";

    private static final String FIND = """
            SELECT found.* FROM (
                SELECT DISTINCT id, occurred_at FROM unnest(:ids::text[]::uuid[], :occurred::text[]::timestamptz[]) AS u (id, occurred_at)
            ) sealed, LATERAL (
                SELECT\s""" + SealRows.ENTRY + """
                 FROM audit_events e WHERE e.id = sealed.id AND e.occurred_at = sealed.occurred_at OFFSET 0
            ) found""";

    private static final String KNOWN = "SELECT DISTINCT id FROM audit_events WHERE id = ANY (:ids::text[]::uuid[])";

    /** An account's deletion, which is the reason for what was erased of what happened before. Clocks differ. */
    private static final String DELETION = """
            SELECT FROM audit_events d WHERE d.type = 'account.deleted' AND d.occurred_at > e.occurred_at - interval '1 hour'
            AND d.user_id =\s""";

    /** From where an administrator acted is theirs. What cannot be an id of a user is none of a user who is gone. */
    private static final String CLIENTS_TO_KEEP = """
            SELECT DISTINCT e.id FROM audit_events e WHERE e.id = ANY (:ids::text[]::uuid[])
            AND NOT EXISTS (""" + DELETION + """
             CASE WHEN e.details ->> 'byUserId' IS NULL THEN e.user_id
                    WHEN e.details ->> 'byUserId' ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'
                    THEN (e.details ->> 'byUserId')::uuid END)
            AND (e.user_id IS NOT NULL OR e.details ->> 'registrationId' IS NULL OR EXISTS (
                SELECT FROM audit_events created
                WHERE created.details ->> 'registrationId' = e.details ->> 'registrationId' AND created.type = 'account.created'
                AND NOT EXISTS (""" + DELETION + "created.user_id)))";

    private static final String REASONS_TO_KEEP = """
            SELECT DISTINCT e.id FROM audit_events e WHERE e.id = ANY (:ids::text[]::uuid[])
            AND (e.type = 'account.deleted' OR NOT EXISTS (""" + DELETION + "e.user_id))";

    private static final String UNSEALED = """
            SELECT e.id, e.occurred_at,
                COALESCE(q.queued_at > clock_timestamp() - :patience_seconds * interval '1 second', false) AS waiting
            FROM audit_events e
            LEFT JOIN (
                SELECT u.id, u.occurred_at FROM audit_sealed_entries m, unnest(m.ids, m.occurred) AS u (id, occurred_at)
            ) sealed ON sealed.id = e.id AND sealed.occurred_at = e.occurred_at
            LEFT JOIN (SELECT id, max(queued_at) AS queued_at FROM audit_unsealed GROUP BY id) q ON q.id = e.id
            WHERE sealed.id IS NULL""";

    private final Jdbi jdbi;

    public JdbiAuditArchive(Jdbi jdbi) {
        this.jdbi = jdbi;
    }

    @Override
    public <T> T read(Function<Reader, T> work) {
        return Outages.reported(() -> jdbi.inTransaction(TransactionIsolationLevel.REPEATABLE_READ, handle -> {
            handle.execute("SET TRANSACTION READ ONLY");
            return work.apply(new Snapshot(handle));
        }));
    }

    /** All of it at one moment. */
    private record Snapshot(Handle handle) implements Reader {
        @Override
        public List<AuditSeal> droppings() {
            return handle.createQuery("SELECT " + SealRows.SEAL + " FROM audit_seals s WHERE s.kept_from IS NOT NULL")
                    .map((row, context) -> SealRows.seal(row))
                    .list();
        }

        @Override
        public Optional<AuditSeal> seal(long batch) {
            return handle.createQuery("SELECT " + SealRows.SEAL + " FROM audit_seals s WHERE s.batch = :batch")
                    .bind("batch", batch)
                    .map((row, context) -> SealRows.seal(row))
                    .findOne();
        }

        @Override
        public void batches(Consumer<Batch> each) {
            handle.createQuery(BATCHES)
                    .setFetchSize(FEW)
                    .map((row, context) -> new Batch(
                            row.getLong("number"),
                            row.getBoolean("is_sealed") ? SealRows.seal(row) : null,
                            SealRows.entries(row)))
                    .useIterator(batches -> batches.forEachRemaining(each));
        }

        @Override
        public List<StoredEntry> find(List<SealedEntry> entries) {
            return handle.createQuery(FIND)
                    .bind("ids", SealRows.ids(entries))
                    .bind("occurred", SealRows.times(entries))
                    .map((row, context) -> SealRows.entry(row))
                    .list();
        }

        @Override
        public Set<UUID> known(Collection<UUID> ids) {
            return idsOf(KNOWN, ids);
        }

        @Override
        public Set<UUID> clientsToKeep(Collection<UUID> ids) {
            return idsOf(CLIENTS_TO_KEEP, ids);
        }

        @Override
        public Set<UUID> reasonsToKeep(Collection<UUID> ids) {
            return idsOf(REASONS_TO_KEEP, ids);
        }

        private Set<UUID> idsOf(String sql, Collection<UUID> ids) {
            return Set.copyOf(handle.createQuery(sql)
                    .bind("ids", ids.stream().map(UUID::toString).toArray(String[]::new))
                    .map((row, context) -> Columns.uuid(row, "id"))
                    .list());
        }

        @Override
        public void unsealed(Duration patience, Consumer<Unsealed> each) {
            handle.createQuery(UNSEALED)
                    .bind("patience_seconds", patience.toSeconds())
                    .setFetchSize(MANY)
                    .map((row, context) -> new Unsealed(
                            Columns.uuid(row, "id"), Columns.instant(row, "occurred_at"), row.getBoolean("waiting")))
                    .useIterator(unsealed -> unsealed.forEachRemaining(each));
        }

        @Override
        public void entries(AuditTrail.Filter filter, Consumer<RecordedEvent> each) {
            AuditSearch search = AuditSearch.of(filter);
            Query query = handle.createQuery("SELECT " + JdbiAuditTrail.COLUMNS + " FROM (" + search.ofAnyType()
                    + ") found ORDER BY occurred_at, id");
            search.arguments().forEach((name, argument) -> query.bind(name, argument));
            query.setFetchSize(MANY).map(JdbiAuditTrail::read).useIterator(entries -> entries.forEachRemaining(each));
        }
    }
}
