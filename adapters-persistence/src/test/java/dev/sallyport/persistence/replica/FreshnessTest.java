package dev.sallyport.persistence.replica;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FreshnessTest {
    private final Freshness freshness = new Freshness();

    @Test
    void knowsNothingAtFirst() {
        freshness.replicaIsAt(100);

        assertThat(freshness.completeUntil()).isNull();
        assertThat(freshness.lacksSince()).isNull();
    }

    @Test
    void isCompleteUntilThePrimaryWasLastSeenWhereTheReplicaIs() {
        freshness.primaryWasAt(10, 1);
        freshness.primaryWasAt(20, 2);
        freshness.primaryWasAt(30, 3);

        freshness.replicaIsAt(29);

        assertThat(freshness.completeUntil()).isEqualTo(2);
        assertThat(freshness.lacksSince()).isEqualTo(3);

        freshness.replicaIsAt(30);

        assertThat(freshness.completeUntil()).isEqualTo(3);
        assertThat(freshness.lacksSince()).isNull();
    }

    @Test
    void staysYoungWhileNothingHappens() {
        for (int moment = 1; moment <= 1000; moment++) {
            freshness.primaryWasAt(10, moment);
            freshness.replicaIsAt(10);
        }

        assertThat(freshness.completeUntil()).isEqualTo(1000);
    }

    @Test
    void keepsTheOldestOfWhatIsLacking() {
        for (int moment = 1; moment <= 10_000; moment++) {
            freshness.primaryWasAt(moment, moment);
        }

        assertThat(freshness.lacksSince()).isEqualTo(1);
        freshness.replicaIsAt(10_000);
        assertThat(freshness.completeUntil()).isEqualTo(10_000);
    }
}
