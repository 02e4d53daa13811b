package dev.sallyport.security.account;

import dev.sallyport.domain.account.PasswordHash;
import java.util.Arrays;
import java.util.Set;
import java.util.regex.Pattern;
import org.bouncycastle.crypto.generators.OpenBSDBCrypt;

/**
 * bcrypt, as users bring it from elsewhere: {@code $2b$12$}, then salt and hash in an alphabet of its own. It sees no more than 72 bytes
 * of a password, and takes one that goes on after a zero byte for its own beginning, again and again: such passwords are refused, not cut
 * off, so that nobody signs in with a password that is merely like theirs.
 */
final class BcryptVerifier implements PasswordVerifier {
    private static final int MOST_BYTES = 72;

    private static final int COST_AT = "$2b$".length();

    /** A quarter of a second; the next ones are an attacker's lever on the processors until their owners sign in. */
    private static final int MOST_COST_FROM_ELSEWHERE = 12;

    private static final Set<String> IDENTIFIERS = Set.of("2a", "2b", "2y");

    /**
     * Costs of 4 to 14: one more doubles the time, and 14 is about a second. The last letters of salt and hash have bits that mean nothing;
     * with any of them set, the hash could never match.
     */
    private static final Pattern FORM = Pattern.compile(
            "\\$2[aby]\\$(0[4-9]|1[0-4])\\$[./A-Za-z0-9]{21}[.Oeu]" + "[./A-Za-z0-9]{30}[.CGKOSWaeimquy26]");

    @Override
    public boolean handles(String identifier) {
        return IDENTIFIERS.contains(identifier);
    }

    @Override
    public StoredHash read(PasswordHash hash) {
        String stored = hash.reveal();
        if (!FORM.matcher(stored).matches()) {
            throw new IllegalArgumentException("not a bcrypt hash with a cost of 4 to 14");
        }
        return new Stored(stored);
    }

    private record Stored(String hash) implements StoredHash {
        /** What it cannot see in full costs as much as any other. */
        @Override
        public boolean matches(byte[] password) {
            byte[] seen = Arrays.copyOf(password, Math.min(password.length, MOST_BYTES));
            boolean matches = OpenBSDBCrypt.checkPassword(hash, seen);
            return matches && isSeenWhole(password);
        }

        private static boolean isSeenWhole(byte[] password) {
            boolean whole = password.length <= MOST_BYTES;
            for (byte each : password) {
                whole &= each != 0;
            }
            return whole;
        }

        /** It takes 4 KiB. */
        @Override
        public boolean takesMoreMemoryThan(Argon2Cost ours) {
            return false;
        }

        @Override
        public boolean isTooDearBeside(Argon2Cost ours) {
            return Integer.parseInt(hash.substring(COST_AT, COST_AT + 2)) > MOST_COST_FROM_ELSEWHERE;
        }

        @Override
        public String toString() {
            return "Stored[redacted]";
        }
    }
}
