package dev.sallyport.persistence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.persistence.testing.DatabaseForTests;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What one does at a time waits for the other, and not for ever. */
class PlaceTakenTest {
    private static final Duration A_WHILE = Duration.ofSeconds(30);

    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Test
    void isToldWhereAnotherDoesNotComeToAnEnd() {
        Database database = postgres.database();
        List<String> done = new ArrayList<>();

        database.exclusively(A_WHILE, () -> {
            assertThatThrownBy(() -> database.exclusively(Duration.ofMillis(10), () -> done.add("second")))
                    .isInstanceOf(PlaceTaken.class)
                    .hasMessageContaining("hashtextextended('sallyport', 0)");
            done.add("first");
        });
        database.exclusively(A_WHILE, () -> done.add("third"));

        assertThat(done).containsExactly("first", "third");
    }
}
