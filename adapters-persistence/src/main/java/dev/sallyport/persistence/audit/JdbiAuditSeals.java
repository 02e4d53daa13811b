package dev.sallyport.persistence.audit;

import dev.sallyport.application.audit.AuditSeals;
import dev.sallyport.domain.audit.AuditSeal;
import dev.sallyport.domain.audit.SealedEntry;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.Write;
import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** The seals, in {@code audit_seals} and {@code audit_sealed_entries}; what waits for one, in {@code audit_unsealed}. */
public final class JdbiAuditSeals implements AuditSeals {
    /** Of those that are in front, one of which has waited longest or nearly so: an index for it would cost every writer. */
    private static final String LONGEST_WAIT = """
            SELECT COALESCE(EXTRACT(epoch FROM max(clock_timestamp() - queued_at)), 0)::bigint AS seconds
            FROM (SELECT queued_at FROM audit_unsealed LIMIT 1000) waiting""";

    /** Each entry is looked up by its key, however many there are. */
    private static final String TAKE = """
            WITH taken AS (
                DELETE FROM audit_unsealed WHERE ctid = ANY (ARRAY(SELECT ctid FROM audit_unsealed OFFSET :after LIMIT :most))
                RETURNING id, occurred_at
            )
            SELECT taken.id AS taken_id, taken.occurred_at AS taken_at, stored.* FROM taken LEFT JOIN LATERAL (
                SELECT\s""" + SealRows.ENTRY + """
                 FROM audit_events e WHERE e.id = taken.id AND e.occurred_at = taken.occurred_at LIMIT 1
            ) stored ON true""";

    private static final String ADD = """
            INSERT INTO audit_seals (batch, sealed_at, entries, newest, kept_from, entries_digest, previous, seal)
            VALUES (:batch, :sealed_at, :entries, :newest, :kept_from, :entries_digest, :previous, :seal)""";

    private static final String ADD_ENTRIES = """
            INSERT INTO audit_sealed_entries (batch, ids, occurred, digests)
            VALUES (:batch, :ids::text[]::uuid[], :occurred::text[]::timestamptz[], :digests)""";

    private static final String END_OF_MONTHS = """
            SELECT max(ends) FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid,
                CAST(substring(pg_get_expr(c.relpartbound, c.oid) FROM 'TO \\(''([^'']+)''\\)') AS timestamptz) ends
            WHERE i.inhparent = 'audit_events'::regclass AND ends <= :before""";

    private final Statements statements;

    public JdbiAuditSeals(Statements statements) {
        this.statements = statements;
    }

    @Override
    public boolean hold() {
        return statements.ask(
                handle -> handle.createQuery("SELECT one_at_a_time FROM audit_sealing FOR UPDATE SKIP LOCKED")
                        .mapTo(Boolean.class)
                        .findOne()
                        .isPresent());
    }

    @Override
    public Optional<AuditSeal> last() {
        return statements.ask(handle -> handle.createQuery(
                        "SELECT " + SealRows.SEAL + " FROM audit_seals s ORDER BY s.batch DESC LIMIT 1")
                .map((row, context) -> SealRows.seal(row))
                .findOne());
    }

    @Override
    public Optional<AuditSeal> seal(long batch) {
        return statements.ask(
                handle -> handle.createQuery("SELECT " + SealRows.SEAL + " FROM audit_seals s WHERE s.batch = :batch")
                        .bind("batch", batch)
                        .map((row, context) -> SealRows.seal(row))
                        .findOne());
    }

    @Override
    public Duration longestWait() {
        return statements.ask(handle -> handle.createQuery(LONGEST_WAIT)
                .map((row, context) -> Duration.ofSeconds(Math.max(0, row.getLong("seconds"))))
                .one());
    }

    @Override
    public List<Waiting> take(int after, int most) {
        return statements.ask(handle -> handle.createQuery(TAKE)
                .bind("after", after)
                .bind("most", most)
                .map((row, context) -> waiting(row))
                .list());
    }

    private static Waiting waiting(ResultSet row) throws SQLException {
        return new Waiting(
                Columns.uuid(row, "taken_id"),
                Columns.instant(row, "taken_at"),
                row.getObject("id") == null ? null : SealRows.entry(row));
    }

    @Override
    public void add(AuditSeal seal, List<SealedEntry> entries) {
        statements.write(new Write(ADD)
                .bind("batch", seal.batch())
                .bind("sealed_at", seal.sealedAt())
                .bind("entries", seal.entries())
                .bind("newest", seal.newest())
                .bind("kept_from", seal.keptFrom())
                .bind("entries_digest", seal.members().toBytes())
                .bind("previous", seal.previous().toBytes())
                .bind("seal", seal.seal().toBytes()));
        ByteBuffer digests = ByteBuffer.allocate(entries.size() * SealedEntry.LENGTH);
        entries.forEach(entry -> digests.put(entry.digests()));
        statements.write(new Write(ADD_ENTRIES)
                .bind("batch", seal.batch())
                .bind("ids", SealRows.ids(entries))
                .bind("occurred", SealRows.times(entries))
                .bind("digests", digests.array()));
    }

    @Override
    public int prepareMonths(int ahead) {
        return statements.ask(handle -> handle.createQuery("SELECT prepare_audit_months(:ahead)")
                .bind("ahead", ahead)
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public Optional<Instant> endOfMonthsBefore(Instant before) {
        return statements.ask(handle -> handle.createQuery(END_OF_MONTHS)
                .bind("before", before)
                .map((row, context) -> Optional.ofNullable(Columns.instantOrNull(row, "max")))
                .one());
    }

    @Override
    public boolean mayDropMonths() {
        return statements.ask(handle -> handle.createQuery(
                        "SELECT has_function_privilege('drop_audit_months(timestamptz)', 'EXECUTE')")
                .mapTo(Boolean.class)
                .one());
    }

    @Override
    public boolean dropMonth(Instant before) {
        return some("SELECT drop_audit_months(:before)", before);
    }

    @Override
    public boolean forgetBatches(Instant before) {
        return some("SELECT forget_audit_batches(:before)", before);
    }

    private boolean some(String sql, Instant before) {
        return statements.ask(handle -> handle.createQuery(sql)
                        .bind("before", before)
                        .mapTo(Integer.class)
                        .one())
                > 0;
    }
}
