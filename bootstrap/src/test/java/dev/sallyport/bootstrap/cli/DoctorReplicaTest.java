package dev.sallyport.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.bootstrap.Settings;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.ReplicatedPostgres;
import dev.sallyport.persistence.testing.ReplicatedPostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an operator is told of a real standby. */
class DoctorReplicaTest {
    @RegisterExtension
    static final ReplicatedPostgresForTests POSTGRES = new ReplicatedPostgresForTests();

    private final ReplicatedPostgres postgres = POSTGRES.get();
    private final DatabaseSettings primary = postgres.createDatabase();

    private String doctor(String... settings) {
        Terminal terminal = new Terminal(Settings.on(primary, settings));
        terminal.type("doctor");
        return terminal.out()
                .lines()
                .filter(line -> line.contains(" replica: "))
                .findFirst()
                .orElse("");
    }

    @Test
    void saysNothingOfWhatIsNotThere() {
        assertThat(doctor()).isEmpty();
    }

    @Test
    void saysHowFarItIsBehind() {
        String url = postgres.replicaOf(primary).jdbcUrl();

        assertThat(doctor("DATABASE_REPLICA_URL", url)).startsWith("ok       replica: it is no more than ");
    }

    @Test
    void warnsOfOneThatDoesNotReplay() {
        postgres.holdBack();
        try {
            Sql.execute(primary, "CREATE TABLE something ()");
            String url = postgres.replicaOf(primary).jdbcUrl();

            assertThat(doctor("DATABASE_REPLICA_URL", url))
                    .startsWith("warning  replica: it is more than ")
                    .endsWith("Lists are read from the database itself.");
        } finally {
            postgres.letGo();
        }
    }

    @Test
    void tellsOfOneThatIsOfAnotherDatabase() {
        String url = postgres.replicaOf(postgres.createDatabase()).jdbcUrl();

        assertThat(doctor("DATABASE_REPLICA_URL", url))
                .startsWith("FAILED   replica: it is no copy of the database that DATABASE_URL names.");
    }

    @Test
    void tellsOfOneThatIsThePrimaryByAnotherName() {
        String url = primary.jdbcUrl().replace("localhost", "127.0.0.1");

        assertThat(doctor("DATABASE_REPLICA_URL", url)).startsWith("FAILED   replica: it is no standby, but a primary");
    }

    @Test
    void tellsOfOneThatIsNotThere() {
        assertThat(doctor("DATABASE_REPLICA_URL", "jdbc:postgresql://127.0.0.1:1/accounts"))
                .startsWith("FAILED   replica: it cannot be reached (")
                .contains("DATABASE_REPLICA_URL");
    }
}
