package dev.sallyport.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReplicaSettingsTest {
    private static final TextFiles NO_FILES = path -> {
        throw new NoSuchFileException(path.toString());
    };

    private static DatabaseSettings database(String... settings) {
        return Configuration.parseForServer(Environments.server(settings), NO_FILES)
                .database();
    }

    private static List<Problem> problems(String... settings) {
        return catchThrowableOfType(ConfigurationRefused.class, () -> database(settings))
                .problems();
    }

    @Test
    void isNoneUnlessNamed() {
        assertThat(database().replica()).isEmpty();
    }

    @Test
    void hasUserAndPasswordOfTheDatabase() {
        var replica = database("DATABASE_REPLICA_URL", "postgresql://replica/accounts?sslmode=verify-full")
                .replica()
                .orElseThrow();

        assertThat(replica.jdbcUrl()).isEqualTo("jdbc:postgresql://replica/accounts?sslmode=verify-full");
        assertThat(replica.user()).isEqualTo("sallyport");
        assertThat(replica.password().orElseThrow().reveal()).isEqualTo("correct-horse");
        assertThat(replica.maxLag()).isEqualTo(Duration.ofSeconds(10));
        assertThat(replica.toString()).doesNotContain("correct-horse");
    }

    @Test
    void mayNameItsOwn() {
        var replica = database(
                        "DATABASE_REPLICA_URL",
                        "postgresql://reader:hunter2@replica/accounts?sslmode=require",
                        "DATABASE_REPLICA_MAX_LAG",
                        "3s")
                .replica()
                .orElseThrow();

        assertThat(replica.user()).isEqualTo("reader");
        assertThat(replica.password().orElseThrow().reveal()).isEqualTo("hunter2");
        assertThat(replica.maxLag()).isEqualTo(Duration.ofSeconds(3));
    }

    /** Somebody else's password is nobody's business there. */
    @Test
    void doesNotTellThePasswordForAnotherUser() {
        var replica = database("DATABASE_REPLICA_URL", "postgresql://reader@replica/accounts?sslmode=require")
                .replica()
                .orElseThrow();

        assertThat(replica.password()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgresql://db.example.com/accounts?sslmode=require",
                "postgresql://reader:x@DB.example.com:5432/accounts?sslmode=disable"
            })
    void isAnotherServer(String replica) {
        assertThat(problems("DATABASE_REPLICA_URL", replica))
                .extracting(Problem::setting, Problem::flaw)
                .containsExactly(tuple("DATABASE_REPLICA_URL", "leads to the same server as DATABASE_URL"));
    }

    @Test
    void mayBeFoundAmongTheSameHosts() {
        String hosts = "postgresql://us:pw@one,two/accounts?sslmode=require&targetServerType=";

        assertThat(database("DATABASE_URL", hosts + "primary", "DATABASE_REPLICA_URL", hosts + "secondary")
                        .replica())
                .isPresent();
    }

    @Test
    void hasAllItsProblemsToldAtOnce() {
        assertThat(problems(
                        "DATABASE_URL",
                        "postgresql://us:pw@one/accounts",
                        "DATABASE_REPLICA_URL",
                        "postgresql://two/accounts",
                        "DATABASE_REPLICA_MAX_LAG",
                        "1s"))
                .extracting(Problem::setting)
                .containsExactlyInAnyOrder("DATABASE_URL", "DATABASE_REPLICA_URL", "DATABASE_REPLICA_MAX_LAG");
        assertThat(problems("DATABASE_REPLICA_URL", "mysql://two:hunter2/accounts"))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .contains("DATABASE_REPLICA_URL")
                        .doesNotContain("hunter2"));
    }
}
