package dev.sallyport.bootstrap.security;

import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.security.account.Argon2Parameters;
import dev.sallyport.security.account.Argon2idPasswordHasher;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** The real hasher, with a tally of the Argon2id hashes that it computes. */
final class CountingHasher implements PasswordHasher {
    private final PasswordHasher hasher =
            new Argon2idPasswordHasher(Argon2Parameters.STANDARD, 2, Duration.ofSeconds(60));
    private final AtomicInteger hashes = new AtomicInteger();

    @Override
    public <T> T inTurn(Supplier<T> work) {
        return hasher.inTurn(work);
    }

    @Override
    public PasswordHash hash(Password password) {
        hashes.incrementAndGet();
        return hasher.hash(password);
    }

    @Override
    public boolean verify(Password password, PasswordHash hash) {
        hashes.incrementAndGet();
        return hasher.verify(password, hash);
    }

    @Override
    public void verifyNothing(Password password) {
        hashes.incrementAndGet();
        hasher.verifyNothing(password);
    }

    @Override
    public Optional<PasswordHash> renewed(Password password, PasswordHash hash) {
        Optional<PasswordHash> renewed = hasher.renewed(password, hash);
        renewed.ifPresent(made -> hashes.incrementAndGet());
        return renewed;
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

    /** How many hashes are computed while this is done. */
    int during(Runnable work) {
        int before = hashes.get();
        work.run();
        return hashes.get() - before;
    }
}
