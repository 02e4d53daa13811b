package dev.sallyport.persistence.keys;

import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.KeySuccession;
import dev.sallyport.domain.keys.SealedKey;
import dev.sallyport.domain.keys.StoredKey;
import dev.sallyport.persistence.keys.JdbiSealedValues.Place;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import dev.sallyport.persistence.sql.Write;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The server's keys, in {@code server_keys}: numbered within their purpose, so that only one can be the next. */
public final class JdbiServerKeys implements ServerKeys {
    /** The clock is read even where there is no key. */
    private static final String OF = """
            SELECT clock.now, k.id, k.purpose, k.number, k.algorithm, k.material, k.created_at, k.active_from
            FROM (SELECT now() AS now) clock LEFT JOIN server_keys k ON k.purpose = :purpose
            ORDER BY k.number DESC
            """;

    /** Two that begin at once both see no key of that number; the number that both claim lets one of them through. */
    private static final String ADD = """
            INSERT INTO server_keys (id, purpose, number, algorithm, material, created_at, active_from)
            SELECT :id, :purpose, :number, :algorithm, :material, now(), now() + :ahead_micros * interval '1 microsecond'
            WHERE NOT EXISTS (SELECT FROM server_keys WHERE purpose = :purpose AND number >= :number)
            ON CONFLICT (purpose, number) DO NOTHING
            RETURNING id, purpose, number, algorithm, material, created_at, active_from
            """;

    /** All that {@link #OF} reads besides what has been there from the first. */
    private static final String HAVE_A_PLACE = """
            SELECT count(*) = 3 FROM pg_attribute
            WHERE attrelid = to_regclass('server_keys') AND attname IN ('number', 'algorithm', 'active_from')
            """;

    /** Where they can be sealed anew. */
    public static final Place SEALED = new Place(
            "server keys",
            """
            SELECT id, purpose, material AS sealed FROM server_keys
            WHERE id > :after AND substring(material FROM 1 FOR length(:mark)) <> :mark
            ORDER BY id LIMIT :most
            """,
            "UPDATE server_keys SET material = :sealed WHERE id = :id AND material = :found",
            (id, row) -> SealedKey.context(KeyPurpose.labelled(Columns.text(row, "purpose")), id));

    private final Statements statements;

    public JdbiServerKeys(Statements statements) {
        this.statements = statements;
    }

    /** Whether there is a table for them, as this version reads it. */
    public static boolean haveAPlace(Handle handle) {
        return handle.createQuery(HAVE_A_PLACE).mapTo(Boolean.class).one();
    }

    /** A row of {@link #OF}. */
    private record Row(Instant now, @Nullable StoredKey key) {}

    @Override
    public KeySuccession of(KeyPurpose purpose) {
        List<Row> rows = statements.ask(handle -> handle.createQuery(OF)
                .bind("purpose", purpose.label())
                .map((row, context) ->
                        new Row(Columns.instant(row, "now"), row.getObject("id") == null ? null : key(row, purpose)))
                .list());
        List<StoredKey> keys = new ArrayList<>();
        for (Row row : rows) {
            if (row.key() != null) {
                keys.add(row.key());
            }
        }
        return new KeySuccession(keys, rows.getFirst().now());
    }

    @Override
    public Optional<StoredKey> add(SealedKey key, int number, Duration ahead) {
        return statements.ask(handle -> handle.createQuery(ADD)
                .bind("id", key.id())
                .bind("purpose", key.purpose().label())
                .bind("number", number)
                .bind("algorithm", key.algorithm().name())
                .bind("material", key.material())
                .bind("ahead_micros", ChronoUnit.MICROS.between(Instant.EPOCH, Instant.EPOCH.plus(ahead)))
                .map((row, context) -> key(row, key.purpose()))
                .findOne());
    }

    @Override
    public void remove(StoredKey key) {
        statements.write(new Write("DELETE FROM server_keys WHERE id = :id")
                .bind("id", key.key().id()));
    }

    private static StoredKey key(ResultSet row, KeyPurpose purpose) throws SQLException {
        SealedKey sealed = new SealedKey(
                Columns.uuid(row, "id"),
                purpose,
                algorithm(row.getString("algorithm"), purpose),
                Columns.bytes(row, "material"));
        return new StoredKey(
                sealed, row.getInt("number"), Columns.instant(row, "created_at"), Columns.instant(row, "active_from"));
    }

    /** What a version added that knew of one algorithm for each purpose alone says none. */
    private static KeyAlgorithm algorithm(@Nullable String name, KeyPurpose purpose) {
        if (name != null) {
            return KeyAlgorithm.valueOf(name);
        }
        return purpose == KeyPurpose.ACCESS_TOKEN_SIGNING ? KeyAlgorithm.ES256 : KeyAlgorithm.HS256;
    }
}
