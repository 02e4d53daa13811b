package dev.sallyport.mail;

import java.text.Bidi;
import java.util.regex.Pattern;

/**
 * Keeps what is filled into a phrase from changing the order of the words around it, where one of the two is written from right to left
 * (UAX #9 §2.4). Whatever marks of direction a value brings are dropped: nobody may turn our words around by their name.
 */
final class Isolation {
    private static final char LEFT_TO_RIGHT = '\u2066';
    private static final char BY_ITSELF = '\u2068';
    private static final char END = '\u2069';

    private static final Pattern MARKS = Pattern.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]");
    private static final Pattern DIGITS = Pattern.compile("[0-9]*");

    private final boolean rightToLeft;

    /**
     * @param rightToLeft whether the words around are written so
     */
    Isolation(boolean rightToLeft) {
        this.rightToLeft = rightToLeft;
    }

    /** A name, which may be in any script. */
    String name(String value) {
        return isolated(BY_ITSELF, value);
    }

    /** An address, which is read from left to right whatever it is made of. */
    String address(String value) {
        return isolated(LEFT_TO_RIGHT, value);
    }

    private String isolated(char begin, String value) {
        String bare = bare(value);
        boolean harmless = DIGITS.matcher(bare).matches() || (!rightToLeft && !isRightToLeft(bare));
        return harmless ? bare : begin + bare + END;
    }

    /** The value without marks of direction. */
    static String bare(String value) {
        return MARKS.matcher(value).replaceAll("");
    }

    private static boolean isRightToLeft(String text) {
        return Bidi.requiresBidi(text.toCharArray(), 0, text.length());
    }

    /** The same by elements, which browsers and mail programs understand alike; of a text that is escaped already. */
    static String inHtml(String escaped) {
        return escaped.replace(String.valueOf(LEFT_TO_RIGHT), "<bdi dir=\"ltr\">")
                .replace(String.valueOf(BY_ITSELF), "<bdi>")
                .replace(String.valueOf(END), "</bdi>");
    }
}
