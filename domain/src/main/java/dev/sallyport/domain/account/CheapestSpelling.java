package dev.sallyport.domain.account;

import dev.sallyport.domain.account.PasswordPolicy.Refusal;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The way to put a password together that takes the fewest guesses: from common passwords, sequences, runs of one character, and single
 * characters for the rest. Guesses are counted as bits, that is, powers of two.
 */
final class CheapestSpelling {
    private static final int SHORTEST_PIECE = 3;
    private static final int LONGEST_WORD = 24;

    /** One of about thirty characters. */
    private static final double SINGLE_CHARACTER_BITS = 4.9;

    /** Where it starts, which way it goes, and how far. */
    private static final double SEQUENCE_BITS = 8;

    /** Which character, and how often. */
    private static final double RUN_BITS = 8;

    private final int[] characters;
    private final CommonPasswords common;
    private final double mostBits;
    private final double[] bits;
    private final int[] from;
    private final @Nullable Refusal[] pattern;

    private CheapestSpelling(int[] characters, CommonPasswords common, double mostBits) {
        this.characters = characters;
        this.common = common;
        this.mostBits = mostBits;
        this.bits = new double[characters.length + 1];
        this.from = new int[characters.length + 1];
        this.pattern = new @Nullable Refusal[characters.length + 1];
    }

    /**
     * Finds it.
     *
     * @param text in lower case
     * @param mostBits what takes more is of no interest; to stop there makes long passwords as quick as others
     */
    static CheapestSpelling of(String text, CommonPasswords common, double mostBits) {
        CheapestSpelling spelling = new CheapestSpelling(text.codePoints().toArray(), common, mostBits);
        spelling.find();
        return spelling;
    }

    /** What it consists of besides single characters; nothing if it takes too many bits. */
    Set<Refusal> patterns() {
        Set<Refusal> used = EnumSet.noneOf(Refusal.class);
        if (bits[characters.length] > mostBits) {
            return used;
        }
        for (int end = characters.length; end > 0; end = from[end]) {
            Refusal piece = pattern[end];
            if (piece != null) {
                used.add(piece);
            }
        }
        return used;
    }

    /** Each place is reached in the cheapest way from an earlier one. */
    private void find() {
        int length = characters.length;
        Arrays.fill(bits, 1, length + 1, Double.POSITIVE_INFINITY);
        boolean disguised = Lookalikes.in(characters);
        int[] plain = disguised ? Lookalikes.undone(characters) : characters;
        for (int start = 0; start < length; start++) {
            if (bits[start] > mostBits) {
                continue;
            }
            reach(start, start + 1, SINGLE_CHARACTER_BITS, null);
            piece(start, Sequences.endOfRun(characters, start), RUN_BITS, Refusal.REPETITIVE);
            piece(start, Sequences.endOfSequence(characters, start), SEQUENCE_BITS, Refusal.SEQUENCE);
            int longest = Math.min(length, start + LONGEST_WORD);
            for (int end = start + SHORTEST_PIECE; end <= longest; end++) {
                word(characters, start, end);
                if (disguised) {
                    word(plain, start, end);
                }
            }
        }
    }

    private void word(int[] spelled, int start, int end) {
        common.rank(new String(spelled, start, end - start))
                .ifPresent(rank -> reach(start, end, Math.log(rank) / Math.log(2), Refusal.TOO_COMMON));
    }

    private void piece(int start, int end, double cost, Refusal what) {
        if (end - start >= SHORTEST_PIECE) {
            reach(start, end, cost, what);
        }
    }

    private void reach(int start, int end, double cost, @Nullable Refusal what) {
        if (bits[start] + cost < bits[end]) {
            bits[end] = bits[start] + cost;
            from[end] = start;
            pattern[end] = what;
        }
    }
}
