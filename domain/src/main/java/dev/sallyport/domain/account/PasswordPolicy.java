package dev.sallyport.domain.account;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which passwords may be chosen (NIST SP 800-63B-4 §3.1.1.2, OWASP ASVS 6.2): long enough, not longer than 256 characters, and not
 * the account's own address. There are no composition rules.
 *
 * @param minLength in characters (code points); 15, or 8 where a second factor is always required
 */
public record PasswordPolicy(int minLength) {
    /** Nobody types more; a bound keeps the cost of a request bounded. */
    public static final int MAX_LENGTH = 256;

    private static final int LOWEST_MIN_LENGTH = 8;

    public PasswordPolicy {
        if (minLength < LOWEST_MIN_LENGTH || minLength > MAX_LENGTH) {
            throw new IllegalArgumentException("the minimum length lies between " + LOWEST_MIN_LENGTH + " and "
                    + MAX_LENGTH + ", not " + minLength);
        }
    }

    /** Why a password must not be chosen. */
    public enum Refusal {
        TOO_SHORT("too-short"),
        TOO_LONG("too-long"),
        CONTAINS_ADDRESS("contains-address");

        private final String code;

        Refusal(String code) {
            this.code = code;
        }

        /** The stable, kebab-case name that callers see. */
        public String code() {
            return code;
        }
    }

    /** Every reason against this password for that account; none when it may be chosen. */
    public Set<Refusal> refusals(Password password, EmailAddress email) {
        Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);
        refusals.addAll(refusals(password));
        if (password.reveal().toLowerCase(Locale.ROOT).contains(email.value())) {
            refusals.add(Refusal.CONTAINS_ADDRESS);
        }
        return Set.copyOf(refusals);
    }

    /** Every reason against this password whoever chooses it. The account may be one reason more. */
    public Set<Refusal> refusals(Password password) {
        Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);
        if (password.length() < minLength) {
            refusals.add(Refusal.TOO_SHORT);
        }
        if (password.length() > MAX_LENGTH) {
            refusals.add(Refusal.TOO_LONG);
        }
        return Set.copyOf(refusals);
    }
}
