package dev.sallyport.security.account;

import dev.sallyport.application.Gate;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Argon2id by Bouncy Castle, with a 16-byte salt and a 32-byte hash (RFC 9106 §4). At most so many hashes are made at once, so that a storm of sign-ins takes neither all the memory nor all the processors.
 * Passwords are recognised by hashes of other kinds, too, which came with their users from elsewhere; whoever signs in with one gets a new one.
 */
public final class Argon2idPasswordHasher implements PasswordHasher {
    private static final String NAME = "password-hashing";

    /** So many for each that is hashed: while one is, another looks up what it needs. */
    private static final int PLACES_IN_TURN = 2;

    private static final int SALT_LENGTH = 16;
    private static final int HASH_LENGTH = 32;

    private final Argon2Cost cost;
    private final Gate line;
    private final Bulkhead bulkhead;

    /** For hashes from elsewhere that take more memory than ours: one at a time, so that what a server needs stays known. */
    private final SingleFile large;

    private final SecureRandom random = new SecureRandom();

    /** Of each hashing thread; gone when the thread is. */
    private final ThreadLocal<Argon2Memory> memory;

    private final PasswordVerifiers verifiers;

    /** A hash of nothing, made like any new one, to be compared with where there is none. */
    private final Argon2Phc nothing;

    /**
     * @param concurrency how many hashes are made at once
     * @param maxWait how long a caller waits for its turn
     */
    public Argon2idPasswordHasher(Argon2Parameters parameters, int concurrency, Duration maxWait) {
        this(
                parameters,
                new Gate(NAME, PLACES_IN_TURN * concurrency, maxWait),
                new Bulkhead(NAME, concurrency, maxWait),
                new SingleFile(NAME, concurrency, maxWait));
    }

    Argon2idPasswordHasher(Argon2Parameters parameters, Gate line, Bulkhead bulkhead, SingleFile large) {
        this.cost = parameters.cost();
        this.line = line;
        this.bulkhead = bulkhead;
        this.large = large;
        this.memory = ThreadLocal.withInitial(() -> new Argon2Memory(cost));
        this.verifiers = new PasswordVerifiers(new Argon2idVerifier(memory), new BcryptVerifier());
        this.nothing = new Argon2Phc(cost, bytes(SALT_LENGTH), bytes(HASH_LENGTH));
    }

    /** How many hashes could begin at this moment without a wait. */
    public int free() {
        return bulkhead.free();
    }

    /** How many callers wait at this moment, in line or for their hash. */
    public int waiting() {
        return line.waiting() + bulkhead.waiting();
    }

    @Override
    public <T> T inTurn(Supplier<T> work) {
        return line.pass(work);
    }

    @Override
    public PasswordHash hash(Password password) {
        byte[] salt = bytes(SALT_LENGTH);
        byte[] hash =
                inTurn(() -> bulkhead.run(() -> Argon2id.hash(utf8(password), salt, cost, HASH_LENGTH, memory.get())));
        return new Argon2Phc(cost, salt, hash).write();
    }

    /**
     * {@inheritDoc} It is made again with the parameters that it was made with.
     *
     * @throws IllegalArgumentException if it is a hash of a kind that is not known, or malformed, which says nothing about the password
     */
    @Override
    public boolean verify(Password password, PasswordHash hash) {
        PasswordVerifier.StoredHash stored = verifiers.read(hash);
        return stored.takesMoreMemoryThan(cost)
                ? large.pass(() -> matches(stored, password))
                : matches(stored, password);
    }

    private boolean matches(PasswordVerifier.StoredHash stored, Password password) {
        return bulkhead.run(() -> stored.matches(utf8(password)));
    }

    @Override
    public void verifyNothing(Password password) {
        boolean matched = bulkhead.run(() -> nothing.matches(utf8(password), memory.get()));
        if (matched) {
            throw new IllegalStateException("a password has the hash of nothing");
        }
    }

    @Override
    public Optional<PasswordHash> renewed(Password password, PasswordHash hash) {
        if (Argon2Phc.isOne(hash) && Argon2Phc.read(hash).isMadeLike(nothing)) {
            return Optional.empty();
        }
        byte[] salt = bytes(SALT_LENGTH);
        return bulkhead.runIfFree(() -> Argon2id.hash(utf8(password), salt, cost, HASH_LENGTH, memory.get()))
                .map(renewed -> new Argon2Phc(cost, salt, renewed).write());
    }

    @Override
    public boolean recognises(PasswordHash hash) {
        try {
            verifiers.read(hash);
            return true;
        } catch (IllegalArgumentException unusable) {
            return false;
        }
    }

    @Override
    public boolean isTooDear(PasswordHash hash) {
        return verifiers.read(hash).isTooDearBeside(cost);
    }

    @Override
    public PasswordHash unguessable() {
        return new Argon2Phc(cost, bytes(SALT_LENGTH), bytes(HASH_LENGTH)).write();
    }

    private byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static byte[] utf8(Password password) {
        return password.reveal().getBytes(StandardCharsets.UTF_8);
    }
}
