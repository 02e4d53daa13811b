package dev.sallyport.bootstrap.metrics;

import dev.sallyport.application.keys.SigningKeys;
import dev.sallyport.domain.keys.KeyLife;
import dev.sallyport.domain.keys.KeyStage;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Signing keys in use, of which it is known for how long the one that signs has done so. */
final class MeteredSigningKeys implements SigningKeys {
    private final SigningKeys inUse;
    private final InstantSource clock;
    private volatile @Nullable Instant signsSince;

    MeteredSigningKeys(MeterRegistry registry, SigningKeys inUse, InstantSource clock) {
        this.inUse = inUse;
        this.clock = clock;
        Gauge.builder("sallyport.signing.key.age", this, MeteredSigningKeys::age)
                .description("For how long the key has signed that signs access tokens now")
                .baseUnit("seconds")
                .register(registry);
    }

    @Override
    public void use(List<KeyLife> live) {
        inUse.use(live);
        live.stream()
                .filter(life -> life.stage() == KeyStage.SIGNING)
                .findFirst()
                .ifPresent(signs -> signsSince = signs.key().activeFrom());
    }

    private double age() {
        Instant since = signsSince;
        return since == null ? Double.NaN : Seconds.of(Duration.between(since, clock.instant()));
    }
}
