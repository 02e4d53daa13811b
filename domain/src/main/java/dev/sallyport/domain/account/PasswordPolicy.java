package dev.sallyport.domain.account;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Which passwords may be chosen (NIST SP 800-63B-4 §3.1.1.2, OWASP ASVS 6.2): long enough, not longer than 256 characters, and neither
 * common nor easily made up from what is common, nor from what is known of the account. There are no composition rules.
 *
 * <p>A list of common passwords holds few long ones. So a password is also refused if about a hundred million guesses would find it
 * among repetitions, sequences and concatenations of what the list holds.
 *
 * @param minLength in characters (code points); 15, or 8 where a second factor is always required
 * @param applicationName what the application is called, which is the first thing that others try
 * @param common what many people choose
 */
public record PasswordPolicy(int minLength, String applicationName, CommonPasswords common) {
    /** Nobody types more; a bound keeps the cost of a request bounded. */
    public static final int MAX_LENGTH = 256;

    private static final int LOWEST_MIN_LENGTH = 8;

    /** A hundred million guesses, as a power of two: days on one core at the cost of our hashes. */
    private static final double LEAST_BITS = 26.6;

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
        /** It is on a list of common passwords, or made of very few that are. */
        TOO_COMMON("too-common"),
        /** It was found in a breach of some other service. */
        BREACHED("breached"),
        /** It says the same again and again, and would be too short without that. */
        REPETITIVE("repetitive"),
        /** Alphabet, digits or rows of a keyboard, and little else. */
        SEQUENCE("sequence"),
        /** It has the address in it, or would be too short without the address's words. */
        CONTAINS_ADDRESS("contains-address"),
        /** It would be too short without the words of the account's display name. */
        CONTAINS_NAME("contains-name"),
        /** It would be too short without the words of the application's name. */
        CONTAINS_APPLICATION_NAME("contains-application-name");

        private final String code;

        Refusal(String code) {
            this.code = code;
        }

        /** The stable, kebab-case name that callers see. */
        public String code() {
            return code;
        }
    }

    /** Every reason against this password for whoever chooses it; none when it may be chosen. Breaches are not known here. */
    public Set<Refusal> refusals(Password password, Chooser chooser) {
        int length = password.length();
        if (length > MAX_LENGTH) {
            return Set.of(Refusal.TOO_LONG);
        }
        Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);
        String text = password.reveal().toLowerCase(Locale.ROOT);
        if (length < minLength) {
            refusals.add(Refusal.TOO_SHORT);
        } else {
            refusals.addAll(patterns(text));
        }
        if (common.rank(text).isPresent()) {
            refusals.add(Refusal.TOO_COMMON);
        }
        refusals.addAll(new KnownWords(chooser, applicationName).refusals(text, minLength));
        return Set.copyOf(refusals);
    }

    private Set<Refusal> patterns(String text) {
        Set<Refusal> refusals = EnumSet.noneOf(Refusal.class);
        if (Repetition.unitLength(text) < minLength) {
            refusals.add(Refusal.REPETITIVE);
        }
        Set<Refusal> unlisted =
                CheapestSpelling.of(text, CommonPasswords.none(), LEAST_BITS).patterns();
        refusals.addAll(unlisted);
        if (unlisted.isEmpty()
                && !CheapestSpelling.of(text, common, LEAST_BITS).patterns().isEmpty()) {
            refusals.add(Refusal.TOO_COMMON);
        }
        return refusals;
    }
}
