package dev.sallyport.security.account;

import dev.sallyport.domain.account.PasswordHash;

/** One kind of password hash that a sign-in is checked against. New hashes are all of one kind; those of others came with their users. */
interface PasswordVerifier {
    /**
     * Whether it is this kind that a hash names.
     *
     * @param identifier what stands between the first two dollar signs, such as {@code argon2id}
     */
    boolean handles(String identifier);

    /**
     * Reads a hash of this kind; nothing is computed yet.
     *
     * @throws IllegalArgumentException if it is malformed, or takes more than this server can bear; the message never holds it
     */
    StoredHash read(PasswordHash hash);

    /** A hash that was read. */
    interface StoredHash {
        /**
         * Whether it is that password's. It costs the same whether it is.
         *
         * @param password in UTF-8
         */
        boolean matches(byte[] password);

        /** Whether that takes more memory than with our own hashes. */
        boolean takesMoreMemoryThan(Argon2Cost ours);

        /** Whether it takes more than one may that newly comes from elsewhere. */
        boolean isTooDearBeside(Argon2Cost ours);
    }
}
