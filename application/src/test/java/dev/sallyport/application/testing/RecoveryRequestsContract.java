package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.recovery.RecoveryRequests;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.recovery.RecoveryRequest;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What every {@link RecoveryRequests} promises. */
public abstract class RecoveryRequestsContract {
    private static final EmailAddress BOB = EmailAddress.of("bob@example.com");

    /** The adapter under test, with nothing in the queue. */
    protected abstract RecoveryRequests requests();

    /** Whose transactions it joins. */
    protected abstract Transactor transactor();

    @Test
    void givesOutWhatWasFiledOnce() {
        RecoveryRequest filed =
                new RecoveryRequest(UUID.randomUUID(), ADA, new Client(ClientAddress.of("2001:db8::7"), null), NOW);
        requests().file(filed);

        assertThat(requests().take(10)).containsExactly(filed);
        assertThat(requests().take(10)).isEmpty();
    }

    @Test
    void takesTheOldestOutFirst() {
        RecoveryRequest first = file(ADA, 0);
        RecoveryRequest second = file(BOB, 1);
        RecoveryRequest third = file(ADA, 2);

        assertThat(requests().take(2)).containsExactlyInAnyOrder(first, second);
        assertThat(requests().take(2)).containsExactly(third);
    }

    @Test
    void putsBackWhatCouldNotBeAnswered() {
        RecoveryRequest filed = file(ADA, 0);

        assertThatThrownBy(() -> transactor().inTransaction(() -> {
                    assertThat(requests().take(10)).hasSize(1);
                    throw new IllegalStateException("the answer went wrong");
                }))
                .hasMessage("the answer went wrong");

        assertThat(requests().take(10)).containsExactly(filed);
    }

    @Test
    void givesEachToOneOfManyAtOnce() {
        for (int i = 0; i < 30; i++) {
            file(ADA, i);
        }

        List<RecoveryRequest> taken = Concurrently.times(10, i -> requests().take(3)).stream()
                .flatMap(List::stream)
                .toList();

        assertThat(taken).doesNotHaveDuplicates();
        assertThat(taken.size() + requests().take(30).size()).isEqualTo(30);
    }

    @Test
    void forgetsAllOfAnAddressAndNoOthers() {
        file(ADA, 0);
        RecoveryRequest bobs = file(BOB, 1);
        file(ADA, 2);

        requests().forget(ADA);

        assertThat(requests().take(10)).containsExactly(bobs);
    }

    private RecoveryRequest file(EmailAddress email, int secondsLater) {
        RecoveryRequest request = new RecoveryRequest(UUID.randomUUID(), email, CLIENT, NOW.plusSeconds(secondsLater));
        requests().file(request);
        return request;
    }
}
