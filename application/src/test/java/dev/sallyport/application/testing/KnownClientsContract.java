package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.application.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.session.KnownClients;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.secret.SecretDigest;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link KnownClients} promises. */
public abstract class KnownClientsContract {
    private final User ada = Samples.user(ADA);
    private final User bob = Samples.user(EmailAddress.of("bob@example.com"));

    /** The adapter under test, which knows nobody. */
    protected abstract KnownClients clients();

    /** The accounts beside it, without any. */
    protected abstract Users users();

    @BeforeEach
    void register() {
        users().add(ada, HASH);
        users().add(bob, HASH);
    }

    private boolean know(User user, SecretDigest client) {
        return clients().ofOwner(user.email()).orElseThrow().clients().contains(client);
    }

    @Test
    void knowsNothingOfAnAddressThatNobodyHas() {
        assertThat(clients().ofOwner(EmailAddress.of("nobody@example.com"))).isEmpty();
        assertThat(clients().ofOwner(ADA)).contains(new KnownClients.OfUser(ada.id(), Set.of()));
    }

    @Test
    void knowsFromWhereAUserHasSignedIn() {
        clients().remember(ada.id(), digest(1), NOW);
        clients().remember(ada.id(), digest(2), NOW);
        clients().remember(ada.id(), digest(1), NOW.plusSeconds(1));

        assertThat(know(ada, digest(1))).isTrue();
        assertThat(know(ada, digest(2))).isTrue();
        assertThat(know(ada, digest(3))).isFalse();
        assertThat(know(bob, digest(1))).isFalse();
    }

    @Test
    void remembersThoseThatWereUsedLast() {
        clients().remember(bob.id(), digest(0), NOW);
        for (int i = 0; i < KnownClients.MOST; i++) {
            clients().remember(ada.id(), digest(i), NOW.plusSeconds(i));
        }
        clients().remember(ada.id(), digest(0), NOW.plusSeconds(KnownClients.MOST));

        clients().remember(ada.id(), digest(KnownClients.MOST), NOW.plusSeconds(KnownClients.MOST + 1));

        assertThat(know(ada, digest(0))).as("used again").isTrue();
        assertThat(know(ada, digest(1))).as("used longest ago").isFalse();
        assertThat(know(ada, digest(2))).isTrue();
        assertThat(know(ada, digest(KnownClients.MOST))).isTrue();
        assertThat(know(bob, digest(0))).as("somebody else's").isTrue();
    }

    @Test
    void forgetsThoseOfAnAccountThatIsGone() {
        clients().remember(ada.id(), digest(1), NOW);

        users().remove(ada.id());

        assertThat(clients().ofOwner(ADA)).isEmpty();
        users().add(ada, HASH);
        assertThat(know(ada, digest(1))).isFalse();
    }

    @Test
    void purgesInBatchesWhatWasUsedBefore() {
        for (int i = 0; i < 3; i++) {
            clients().remember(ada.id(), digest(i), NOW);
        }
        clients().remember(ada.id(), digest(3), NOW.plusMillis(1));

        assertThat(clients().purge(NOW, 10)).isZero();
        assertThat(clients().purge(NOW.plusMillis(1), 2)).isEqualTo(2);
        assertThat(clients().purge(NOW.plusMillis(1), 2)).isEqualTo(1);
        assertThat(know(ada, digest(3))).isTrue();
    }
}
