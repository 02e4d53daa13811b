package dev.sallyport.http;

import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** Takes as long as it is told to. */
final class SlowHasher implements PasswordHasher {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch finish = new CountDownLatch(1);
    private volatile boolean virtual;

    @Override
    public PasswordHash hash(Password password) {
        waitUntilTold();
        return PasswordHash.of("$slow$");
    }

    @Override
    public boolean verify(Password password, PasswordHash hash) {
        waitUntilTold();
        return false;
    }

    @Override
    public void verifyNothing(Password password) {
        waitUntilTold();
    }

    @Override
    public Optional<PasswordHash> renewed(Password password, PasswordHash hash) {
        return Optional.empty();
    }

    @Override
    public boolean recognises(PasswordHash hash) {
        return true;
    }

    @Override
    public boolean isTooDear(PasswordHash hash) {
        return false;
    }

    @Override
    public PasswordHash unguessable() {
        return PasswordHash.of("$slow$");
    }

    private void waitUntilTold() {
        virtual = Thread.currentThread().isVirtual();
        begun.countDown();
        await(finish);
    }

    void awaitBegun() {
        await(begun);
    }

    void finish() {
        finish.countDown();
    }

    boolean ranOnAVirtualThread() {
        return virtual;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", interrupted);
        }
    }
}
