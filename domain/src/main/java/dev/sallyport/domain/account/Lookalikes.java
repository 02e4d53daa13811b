package dev.sallyport.domain.account;

import java.util.Arrays;

/** Digits and signs that stand for the letters that they look like: {@code p@ssw0rd}. */
final class Lookalikes {
    private static final String SIGNS = "@431!0$578";
    private static final String LETTERS = "aaeiiosstb";

    private Lookalikes() {}

    /** Whether there are any. */
    static boolean in(int[] characters) {
        return Arrays.stream(characters).anyMatch(character -> SIGNS.indexOf(character) >= 0);
    }

    /** The same with the letters. */
    static int[] undone(int[] characters) {
        return Arrays.stream(characters)
                .map(character -> {
                    int sign = SIGNS.indexOf(character);
                    return sign < 0 ? character : LETTERS.charAt(sign);
                })
                .toArray();
    }
}
