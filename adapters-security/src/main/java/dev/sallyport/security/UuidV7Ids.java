package dev.sallyport.security;

import com.github.f4b6a3.uuid.factory.UuidFactory;
import com.github.f4b6a3.uuid.factory.standard.TimeOrderedEpochFactory;
import dev.sallyport.application.IdGenerator;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.UUID;

/**
 * UUIDv7 (RFC 9562 §5.7) with at least 62 fresh random bits in each. Some ids, like those of pending registrations, must not be
 * guessed, so none is made by counting up from the one before: within a millisecond the order is left to chance.
 */
public final class UuidV7Ids implements IdGenerator {
    private final TimeOrderedEpochFactory factory = new TimeOrderedEpochFactory(new SecureRandom());
    private final InstantSource clock;

    public UuidV7Ids(InstantSource clock) {
        this.clock = clock;
    }

    @Override
    public UUID next() {
        // With the time given, the factory draws all bits anew; asked without, it increments what it made last.
        return factory.create(
                UuidFactory.Parameters.builder().withInstant(clock.instant()).build());
    }
}
