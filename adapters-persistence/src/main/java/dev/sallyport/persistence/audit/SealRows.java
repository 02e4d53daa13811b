package dev.sallyport.persistence.audit;

import dev.sallyport.domain.audit.AuditDigest;
import dev.sallyport.domain.audit.AuditSeal;
import dev.sallyport.domain.audit.SealedEntry;
import dev.sallyport.domain.audit.StoredEntry;
import dev.sallyport.persistence.sql.Columns;
import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How seals, and entries for sealing them, are read. */
final class SealRows {
    /** Of a seal. */
    static final String SEAL =
            "s.batch, s.sealed_at, s.entries, s.newest, s.kept_from, s.entries_digest, s.previous, s.seal";

    /** Of an entry {@code e}, to the letter. */
    static final String ENTRY = """
            e.id, e.occurred_at, e.type, e.user_id, e.salt, e.client_address::text AS client_address, e.user_agent,
            ARRAY(SELECT d.key FROM jsonb_each(
                CASE jsonb_typeof(e.details) WHEN 'object' THEN e.details ELSE jsonb_build_object('', e.details) END) d
                ORDER BY d.key) AS detail_names,
            ARRAY(SELECT d.value::text FROM jsonb_each(
                CASE jsonb_typeof(e.details) WHEN 'object' THEN e.details ELSE jsonb_build_object('', e.details) END) d
                ORDER BY d.key) AS detail_values""";

    private SealRows() {}

    static AuditSeal seal(ResultSet row) throws SQLException {
        return new AuditSeal(
                row.getLong("batch"),
                Columns.instant(row, "sealed_at"),
                row.getInt("entries"),
                Columns.instantOrNull(row, "newest"),
                Columns.instantOrNull(row, "kept_from"),
                AuditDigest.of(Columns.bytes(row, "entries_digest")),
                AuditDigest.of(Columns.bytes(row, "previous")),
                AuditDigest.of(Columns.bytes(row, "seal")));
    }

    static StoredEntry entry(ResultSet row) throws SQLException {
        List<String> names = Columns.texts(row, "detail_names");
        List<String> values = Columns.texts(row, "detail_values");
        Map<String, String> details = new LinkedHashMap<>();
        for (int i = 0; i < names.size(); i++) {
            details.put(names.get(i), values.get(i));
        }
        return new StoredEntry(
                Columns.uuid(row, "id"),
                Columns.instant(row, "occurred_at"),
                Columns.text(row, "type"),
                row.getObject("user_id", UUID.class),
                details,
                row.getString("client_address"),
                row.getString("user_agent"),
                row.getObject("salt", UUID.class));
    }

    /** The entries of a batch, or null if they are not there or in no form that we have written. */
    static @Nullable List<SealedEntry> entries(ResultSet row) throws SQLException {
        Array ids = row.getArray("ids");
        Array occurred = row.getArray("occurred");
        byte[] digests = row.getBytes("digests");
        if (ids == null || occurred == null || digests == null) {
            return null;
        }
        return entries((Object[]) ids.getArray(), (Object[]) occurred.getArray(), digests);
    }

    private static @Nullable List<SealedEntry> entries(Object[] ids, Object[] times, byte[] digests) {
        if (times.length != ids.length || digests.length != ids.length * SealedEntry.LENGTH) {
            return null;
        }
        List<SealedEntry> entries = new ArrayList<>(ids.length);
        for (int i = 0; i < ids.length; i++) {
            if (!(ids[i] instanceof UUID id) || !(times[i] instanceof String time) || time.isEmpty()) {
                return null;
            }
            entries.add(SealedEntry.of(
                    id,
                    Instant.parse(time),
                    Arrays.copyOfRange(digests, i * SealedEntry.LENGTH, (i + 1) * SealedEntry.LENGTH)));
        }
        return entries;
    }

    /** {@code occurred} as {@link #entries} reads it. */
    static final String TIMES = """
            ARRAY(SELECT to_char(t AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
                FROM unnest(m.occurred) WITH ORDINALITY AS o (t, n) ORDER BY n) AS occurred""";

    static String[] ids(List<SealedEntry> entries) {
        return entries.stream().map(entry -> entry.id().toString()).toArray(String[]::new);
    }

    static String[] times(List<SealedEntry> entries) {
        return entries.stream().map(entry -> entry.occurredAt().toString()).toArray(String[]::new);
    }
}
