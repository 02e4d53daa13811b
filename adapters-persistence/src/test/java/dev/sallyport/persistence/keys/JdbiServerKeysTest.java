package dev.sallyport.persistence.keys;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.application.testing.ServerKeysContract;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyPurpose;
import dev.sallyport.domain.keys.KeySuccession;
import dev.sallyport.domain.keys.SealedKey;
import dev.sallyport.domain.keys.StoredKey;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Sql;
import java.time.Duration;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiServerKeysTest extends ServerKeysContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected ServerKeys keys() {
        return postgres.database().serverKeys();
    }

    /** While instances are replaced one by one, the version before this one may still make a database's first keys. */
    @Test
    void understandsWhatTheVersionBeforeAdds() {
        UUID id = UUID.randomUUID();
        for (KeyPurpose purpose : KeyPurpose.values()) {
            Sql.execute(postgres.settings(), """
                    INSERT INTO server_keys (id, purpose, number, material, created_at)
                    VALUES ('%s', '%s', 1, '\\x01', now())
                    """.formatted(
                            purpose == KeyPurpose.ACCESS_TOKEN_SIGNING ? id : UUID.randomUUID(), purpose.label()));
        }

        KeySuccession keys = keys().of(KeyPurpose.ACCESS_TOKEN_SIGNING);

        assertThat(keys.newestFirst()).singleElement().satisfies(key -> {
            assertThat(key.key().id()).isEqualTo(id);
            assertThat(key.key().algorithm()).isEqualTo(KeyAlgorithm.ES256);
            assertThat(key.activeFrom()).isBeforeOrEqualTo(keys.asOf());
        });
        assertThat(keys().of(KeyPurpose.REFRESH_TOKEN)
                        .newest()
                        .map(StoredKey::key)
                        .map(SealedKey::algorithm))
                .contains(KeyAlgorithm.HS256);
    }

    @Test
    void keepsFractionsOfASecond() {
        SealedKey key =
                new SealedKey(UUID.randomUUID(), KeyPurpose.ACCESS_TOKEN_SIGNING, KeyAlgorithm.ES256, new byte[] {1});

        StoredKey added = keys().add(key, 1, Duration.ofMillis(250)).orElseThrow();

        assertThat(added.activeFrom()).isEqualTo(added.createdAt().plusMillis(250));
    }
}
