package dev.sallyport.persistence.keys;

import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.SealedKey;
import dev.sallyport.persistence.sql.Columns;
import dev.sallyport.persistence.sql.Statements;
import java.util.List;

/** The server's keys, in {@code server_keys}: numbered within their purpose, so that only one can be the first. */
public final class JdbiServerKeys implements ServerKeys {
    private static final String OF = """
            SELECT id, material, created_at FROM server_keys WHERE purpose = :purpose ORDER BY number DESC
            """;

    /** Two that start at once both see no key; the number that both claim lets one of them through. */
    private static final String ADD_FIRST = """
            INSERT INTO server_keys (id, purpose, number, material, created_at)
            SELECT :id, :purpose, 1, :material, :created_at
            WHERE NOT EXISTS (SELECT FROM server_keys WHERE purpose = :purpose)
            ON CONFLICT (purpose, number) DO NOTHING
            """;

    private final Statements statements;

    public JdbiServerKeys(Statements statements) {
        this.statements = statements;
    }

    @Override
    public List<SealedKey> of(KeyPurpose purpose) {
        return statements.ask(handle -> handle.createQuery(OF)
                .bind("purpose", purpose.label())
                .map((row, context) -> new SealedKey(
                        Columns.uuid(row, "id"),
                        purpose,
                        Columns.bytes(row, "material"),
                        Columns.instant(row, "created_at")))
                .list());
    }

    @Override
    public boolean addFirst(SealedKey key) {
        int added = statements.ask(handle -> handle.createUpdate(ADD_FIRST)
                .bind("id", key.id())
                .bind("purpose", key.purpose().label())
                .bind("material", key.material())
                .bind("created_at", key.createdAt())
                .execute());
        return added == 1;
    }
}
