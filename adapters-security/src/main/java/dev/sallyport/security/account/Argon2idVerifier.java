package dev.sallyport.security.account;

import dev.sallyport.domain.account.PasswordHash;

/** Argon2id: our own hashes, and those of others in the same form. */
final class Argon2idVerifier implements PasswordVerifier {
    /** Of each hashing thread. */
    private final ThreadLocal<Argon2Memory> memory;

    Argon2idVerifier(ThreadLocal<Argon2Memory> memory) {
        this.memory = memory;
    }

    @Override
    public boolean handles(String identifier) {
        return identifier.equals(Argon2Phc.IDENTIFIER);
    }

    @Override
    public StoredHash read(PasswordHash hash) {
        Argon2Phc stored = Argon2Phc.read(hash);
        return password -> stored.matches(password, memory.get());
    }
}
