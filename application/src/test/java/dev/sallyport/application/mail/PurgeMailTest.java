package dev.sallyport.application.mail;

import static dev.sallyport.application.testing.Samples.ADA;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PurgeMailTest {
    private static final MailRecords.Filter ALL = new MailRecords.Filter(null, null, null);

    private final Fakes fakes = new Fakes();

    @Test
    void forgetsThirtyDaysAfterItWasSettledWhatBecameOfAMail() {
        new Journey(fakes).register(ADA);
        fakes.sallyport().dispatchMail().handle(new DispatchMail.Command(10, () -> true));
        fakes.clock().advance(Duration.ofDays(30));

        assertThat(purge()).isZero();
        fakes.clock().advance(Duration.ofMillis(1));
        assertThat(purge()).isEqualTo(1);

        assertThat(fakes.ports().mailRecords().find(ALL, null, 10)).isEmpty();
    }

    @Test
    void leavesWhatWaitsHoweverOldItIs() {
        new Journey(fakes).register(ADA);
        fakes.clock().advance(Duration.ofDays(300));

        assertThat(purge()).isZero();

        assertThat(fakes.ports().mailRecords().find(ALL, null, 10)).hasSize(1);
    }

    private int purge() {
        return fakes.sallyport().purgeMail().handle(new PurgeMail.Command(10)).purged();
    }
}
