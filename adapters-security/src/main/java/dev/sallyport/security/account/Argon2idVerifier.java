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
        return new Stored(Argon2Phc.read(hash), memory);
    }

    private record Stored(Argon2Phc hash, ThreadLocal<Argon2Memory> memory) implements StoredHash {
        @Override
        public boolean matches(byte[] password) {
            return hash.matches(password, memory.get());
        }

        @Override
        public boolean takesMoreMemoryThan(Argon2Cost ours) {
            return hash.cost().memoryKiB() > ours.memoryKiB();
        }

        @Override
        public boolean isTooDearBeside(Argon2Cost ours) {
            return hash.cost().isTooDearBeside(ours);
        }
    }
}
