package dev.sallyport.security.account;

import org.bouncycastle.crypto.generators.Argon2BytesGenerator;

/** The function itself: Argon2id, version 1.3 (RFC 9106). */
final class Argon2id {
    /** Version 1.3, as PHC strings write it. */
    static final int VERSION = org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_VERSION_13;

    private Argon2id() {}

    static byte[] hash(byte[] password, byte[] salt, Argon2Cost cost, int length, Argon2Memory memory) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(parameters(cost).withSalt(salt).withBlockPool(memory).build());
        byte[] output = new byte[length];
        generator.generateBytes(password, output);
        return output;
    }

    static org.bouncycastle.crypto.params.Argon2Parameters.Builder parameters(Argon2Cost cost) {
        return new org.bouncycastle.crypto.params.Argon2Parameters.Builder(
                        org.bouncycastle.crypto.params.Argon2Parameters.ARGON2_id)
                .withVersion(VERSION)
                .withMemoryAsKB(cost.memoryKiB())
                .withIterations(cost.iterations())
                .withParallelism(cost.parallelism());
    }
}
