package dev.sallyport.http;

import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import java.util.Optional;

/** Fails at every password. */
record FailingHasher(Throwable failure) implements PasswordHasher {
    @Override
    public PasswordHash hash(Password password) {
        throw fail();
    }

    @Override
    public boolean verify(Password password, PasswordHash hash) {
        throw fail();
    }

    @Override
    public void verifyNothing(Password password) {
        throw fail();
    }

    @Override
    public Optional<PasswordHash> renewed(Password password, PasswordHash hash) {
        throw fail();
    }

    @Override
    public boolean recognises(PasswordHash hash) {
        throw fail();
    }

    @Override
    public boolean isTooDear(PasswordHash hash) {
        throw fail();
    }

    @Override
    public PasswordHash unguessable() {
        throw fail();
    }

    private RuntimeException fail() {
        if (failure instanceof Error error) {
            throw error;
        }
        return (RuntimeException) failure;
    }
}
