package dev.sallyport.bootstrap;

import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyLife;
import dev.sallyport.domain.keys.KeyStage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What a look at the server's keys told.
 *
 * @param opened whether the master key opens all of them; also if there are none yet
 * @param databaseAhead how far the database's clock is ahead of ours; negative if it is behind
 * @param at when that was, by the database's clock
 * @param signing the keys that sign access tokens, newest first
 * @param rotation how long one signs
 */
public record KeysFound(boolean opened, Duration databaseAhead, Instant at, List<KeyLife> signing, Duration rotation) {
    public KeysFound {
        signing = List.copyOf(signing);
    }

    /** How long the one that signs has done so. */
    public Optional<Duration> age() {
        return signs().map(life -> Duration.between(life.key().activeFrom(), at));
    }

    /** Whether it should have been followed by another: running servers see to that, so none did, or none does. */
    public boolean isOverdue() {
        return signs().filter(life -> life.key().key().algorithm() != KeyAlgorithm.HS256)
                        .isPresent()
                && age().filter(age -> age.compareTo(rotation.plus(Duration.ofDays(1))) > 0)
                        .isPresent();
    }

    private Optional<KeyLife> signs() {
        return signing.stream().filter(life -> life.stage() == KeyStage.SIGNING).findFirst();
    }
}
