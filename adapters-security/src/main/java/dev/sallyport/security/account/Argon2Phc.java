package dev.sallyport.security.account;

import dev.sallyport.domain.account.PasswordHash;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * An Argon2id hash with all that is needed to make it again, in the form of the reference implementation's PHC strings: {@code
 * $argon2id$v=19$m=19456,t=2,p=1$salt$hash}, both in base64 without padding.
 */
final class Argon2Phc {
    /** How the form begins, between dollar signs. */
    static final String IDENTIFIER = "argon2id";

    /** Salts and hashes of 8 to 64 bytes, numbers of at most seven digits: whatever matches is cheap to read. */
    private static final Pattern FORM = Pattern.compile("\\$argon2id\\$v=19\\$m=([1-9][0-9]{0,6}),t=([1-9][0-9]{0,6}),"
            + "p=([1-9][0-9]{0,6})\\$([A-Za-z0-9+/]{11,86})\\$([A-Za-z0-9+/]{11,86})");

    private final Argon2Cost cost;
    private final byte[] salt;
    private final byte[] hash;

    Argon2Phc(Argon2Cost cost, byte[] salt, byte[] hash) {
        this.cost = cost;
        this.salt = salt.clone();
        this.hash = hash.clone();
    }

    /**
     * @throws IllegalArgumentException if it is a hash of another kind, or takes more than this server can bear
     */
    static Argon2Phc read(PasswordHash stored) {
        Matcher matcher = FORM.matcher(stored.reveal());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("not an Argon2id hash as we write them");
        }
        Argon2Cost cost = new Argon2Cost(
                Integer.parseInt(matcher.group(1)),
                Integer.parseInt(matcher.group(2)),
                Integer.parseInt(matcher.group(3)));
        return new Argon2Phc(cost, decode(matcher.group(4)), decode(matcher.group(5)));
    }

    private static byte[] decode(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    /** Whether a hash is of this form at all. */
    static boolean isOne(PasswordHash stored) {
        return FORM.matcher(stored.reveal()).matches();
    }

    /** Whether it takes as much to guess from this one as from the other: the same cost, as much salt, as long a hash. */
    boolean isMadeLike(Argon2Phc other) {
        return cost.equals(other.cost) && salt.length == other.salt.length && hash.length == other.hash.length;
    }

    Argon2Cost cost() {
        return cost;
    }

    PasswordHash write() {
        Base64.Encoder encoder = Base64.getEncoder().withoutPadding();
        return PasswordHash.of("$argon2id$v=" + Argon2id.VERSION + "$m=" + cost.memoryKiB() + ",t=" + cost.iterations()
                + ",p=" + cost.parallelism() + "$" + encoder.encodeToString(salt) + "$" + encoder.encodeToString(hash));
    }

    /** Makes the hash again from the password and compares, in constant time. */
    boolean matches(byte[] password, Argon2Memory memory) {
        return MessageDigest.isEqual(Argon2id.hash(password, salt, cost, hash.length, memory), hash);
    }
}
