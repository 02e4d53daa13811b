package dev.sallyport.persistence.recovery;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.recovery.RecoveryRequests;
import dev.sallyport.application.testing.RecoveryRequestsContract;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.recovery.RecoveryRequest;
import dev.sallyport.persistence.testing.DatabaseForTests;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class JdbiRecoveryRequestsTest extends RecoveryRequestsContract {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    @Override
    protected RecoveryRequests requests() {
        return postgres.database().recoveryRequests(() -> {});
    }

    @Override
    protected Transactor transactor() {
        return postgres.database().transactor();
    }

    @Test
    void tellsOncePerCommitThatThereIsSomethingToAnswer() {
        AtomicInteger told = new AtomicInteger();
        RecoveryRequests telling = postgres.database().recoveryRequests(told::incrementAndGet);

        telling.file(request(ADA, 0));
        assertThat(told).hasValue(1);

        transactor().inTransaction(() -> {
            telling.file(request(ADA, 1));
            telling.file(request(ADA, 2));
            assertThat(told).hasValue(1);
            return "filed";
        });
        assertThat(told).hasValue(2);
    }

    /** So that two who answer requests of the same people come to their accounts in the same order, and neither waits for ever. */
    @Test
    void givesThemOutInTheOrderOfAddresses() {
        List.of("c", "a", "b").forEach(name -> requests().file(request(EmailAddress.of(name + "@example.com"), 0)));

        assertThat(requests().take(10))
                .extracting(request -> request.email().value())
                .containsExactly("a@example.com", "b@example.com", "c@example.com");
    }

    private static RecoveryRequest request(EmailAddress email, int secondsLater) {
        return new RecoveryRequest(UUID.randomUUID(), email, CLIENT, NOW.plusSeconds(secondsLater));
    }
}
