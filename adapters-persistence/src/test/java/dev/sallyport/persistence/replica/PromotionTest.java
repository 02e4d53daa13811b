package dev.sallyport.persistence.replica;

import static dev.sallyport.application.testing.Samples.HASH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.admin.UserDirectory;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.ReplicaSettings;
import dev.sallyport.persistence.testing.ReplicatedPostgres;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A standby that becomes a primary of its own goes other ways from then on. */
class PromotionTest {
    @Test
    void endsTheUseOfAReplica() throws IOException {
        try (ReplicatedPostgres postgres = ReplicatedPostgres.start()) {
            DatabaseSettings primary = postgres.createDatabase();
            DatabaseSettings standby = postgres.replicaOf(primary);
            try (Database database = Database.open(primary, new ReplicaSettings(standby, Duration.ofMinutes(1)))) {
                User ada = Samples.user(EmailAddress.of("ada@example.com"));
                database.users().add(ada, HASH);
                await().until(() -> database.examineReplica() instanceof ReplicaState.InUse);

                postgres.promote();
                Sql.execute(standby, "DELETE FROM user_roles; DELETE FROM users");

                assertThat(database.examineReplica()).isEqualTo(new ReplicaState.NoStandby());
                assertThat(database.isReplicaInUse()).contains(false);
                assertThat(database.userDirectory().page(UserDirectory.Filter.NONE, null, 10))
                        .containsExactly(ada);
            }
        }
    }
}
