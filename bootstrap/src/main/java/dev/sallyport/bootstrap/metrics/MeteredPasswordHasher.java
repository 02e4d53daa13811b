package dev.sallyport.bootstrap.metrics;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** A hasher of whom it is known how long callers wait, how long it takes, and who waited in vain. */
final class MeteredPasswordHasher implements PasswordHasher {
    private final PasswordHasher hasher;
    private final Timer waits;
    private final Timer hashes;
    private final Counter rejected;

    MeteredPasswordHasher(PasswordHasher hasher, Timer waits, Timer hashes, Counter rejected) {
        this.hasher = hasher;
        this.waits = waits;
        this.hashes = hashes;
        this.rejected = rejected;
    }

    /** Whether the turn came: what is unavailable after that, is so for another reason, or has been counted. */
    private static final class Turn {
        private boolean came;
    }

    @Override
    public <T> T inTurn(Supplier<T> work) {
        long begun = System.nanoTime();
        Turn turn = new Turn();
        try {
            return hasher.inTurn(() -> {
                turn.came = true;
                waits.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
                return work.get();
            });
        } catch (ServiceUnavailable late) {
            if (!turn.came) {
                rejected.increment();
            }
            throw late;
        }
    }

    private <T> T timed(Supplier<T> hashing) {
        long begun = System.nanoTime();
        try {
            T done = hashing.get();
            hashes.record(System.nanoTime() - begun, TimeUnit.NANOSECONDS);
            return done;
        } catch (ServiceUnavailable late) {
            rejected.increment();
            throw late;
        }
    }

    @Override
    public PasswordHash hash(Password password) {
        return timed(() -> hasher.hash(password));
    }

    @Override
    public boolean verify(Password password, PasswordHash hash) {
        return timed(() -> hasher.verify(password, hash));
    }

    @Override
    public void verifyNothing(Password password) {
        timed(() -> {
            hasher.verifyNothing(password);
            return true;
        });
    }

    @Override
    public Optional<PasswordHash> renewed(Password password, PasswordHash hash) {
        return hasher.renewed(password, hash);
    }

    @Override
    public boolean recognises(PasswordHash hash) {
        return hasher.recognises(hash);
    }

    @Override
    public boolean isTooDear(PasswordHash hash) {
        return hasher.isTooDear(hash);
    }

    @Override
    public PasswordHash unguessable() {
        return hasher.unguessable();
    }
}
