package dev.sallyport.bootstrap.background;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.keys.MaintainSigningKeys;
import dev.sallyport.application.keys.ServerKeys;
import dev.sallyport.application.keys.SigningKeys;
import dev.sallyport.application.keys.Vault;
import dev.sallyport.application.testing.FakeSigningKeyMaker;
import dev.sallyport.application.testing.InMemoryServerKeys;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.application.testing.SequentialIds;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyRotation;
import dev.sallyport.security.keys.AesGcmVault;
import dev.sallyport.security.keys.KeyRing;
import dev.sallyport.security.keys.MasterKey;
import dev.sallyport.security.keys.VaultKeyMaker;
import dev.sallyport.security.keys.VaultSigningKeys;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class SigningKeyUpkeepTest {
    private static final KeyRotation ROTATION = KeyRotation.of(Duration.ofDays(30), Duration.ofMinutes(15));
    private static final FakeSigningKeyMaker MAKER = FakeSigningKeyMaker.of(KeyAlgorithm.ES256);

    private final MutableClock clock = new MutableClock();
    private final ServerKeys stored = new InMemoryServerKeys(clock);
    private final AtomicInteger used = new AtomicInteger();

    private Work start(SigningKeys inUse) {
        return SigningKeyUpkeep.start(new Threads(), new MaintainSigningKeys(stored, inUse, MAKER, ROTATION));
    }

    @Test
    void logsWhatHappensToKeysAndNothingElse() {
        stored.add(MAKER.make(), 1, Duration.ZERO);
        clock.advance(Duration.ofDays(30));
        try (LogLines log = LogLines.of(SigningKeyUpkeep.class);
                Work upkeep = start(live -> used.incrementAndGet())) {
            upkeep.wake();
            await().untilAsserted(() -> assertThat(log.all()).hasSize(1));
            assertThat(log.all().getFirst()).contains("INFO Signing key", "(ES256) is published and signs from");

            clock.advance(Duration.ofDays(1));
            upkeep.wake();
            await().untilAsserted(() -> assertThat(log.all()).hasSize(2));
            assertThat(log.all().getLast()).startsWith("INFO Signing key").endsWith("is gone");
        }
    }

    @Test
    void logsAnOutageOnceAndGoesOn() {
        stored.add(MAKER.make(), 1, Duration.ZERO);
        SigningKeys flaky = live -> {
            if (used.incrementAndGet() <= 2) {
                throw new ServiceUnavailable("database", Duration.ofSeconds(2), null);
            }
        };
        try (LogLines log = LogLines.of(Outage.class);
                Work upkeep = start(flaky)) {
            for (int i = 1; i <= 3; i++) {
                int times = i;
                upkeep.wake();
                await().untilAsserted(() -> assertThat(used).hasValueGreaterThanOrEqualTo(times));
            }
            await().untilAsserted(() -> assertThat(log.all()).hasSize(2));

            assertThat(log.all().getFirst()).startsWith("WARN keeping up with the signing keys does not work");
            assertThat(log.all().getLast()).isEqualTo("INFO keeping up with the signing keys works again");
        }
    }

    @Test
    void saysSoIfOthersUseAMasterKeyThatItDoesNotHave() {
        Vault ours = new AesGcmVault(MasterKey.parse("qk3l9VvQ2b9lFz0o0jHn7dX1m5c8YwUe4rTtPpSsAaE="), List.of());
        Vault theirs = new AesGcmVault(MasterKey.parse("Rm9yZ2V0IG1lIG5vdCwgc2F5cyA5f3qk3l9VvQ2b9lF="), List.of());
        SequentialIds ids = new SequentialIds();
        VaultKeyMaker maker = new VaultKeyMaker(ours, ids, KeyAlgorithm.ES256, Optional.empty());
        KeyRing.open(stored, ours, maker);
        VaultSigningKeys inUse = VaultSigningKeys.open(stored, ours, ROTATION);
        String signer = inUse.get().signer().id();
        stored.add(new VaultKeyMaker(theirs, ids, KeyAlgorithm.ES256, Optional.empty()).make(), 2, Duration.ZERO);

        try (LogLines log = LogLines.of(Outage.class);
                Work upkeep = start(inUse)) {
            upkeep.wake();
            await().untilAsserted(() -> assertThat(log.all()).hasSize(1));

            assertThat(log.all().getFirst()).contains("sealed under a master key that this instance does not have");
            assertThat(inUse.get().signer().id()).isEqualTo(signer);
        }
    }
}
