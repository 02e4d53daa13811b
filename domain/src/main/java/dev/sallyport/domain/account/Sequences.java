package dev.sallyport.domain.account;

import java.util.List;

/** Where characters follow each other as one expects. */
final class Sequences {
    /** The rows of widespread keyboards: English, German, French, Russian; digits with and without shift; and columns. */
    private static final List<String> ROWS = List.of(
            "qwertyuiop[]",
            "asdfghjkl;'",
            "zxcvbnm,./",
            "qwertzuiopü",
            "asdfghjklöä",
            "yxcvbnm,.-",
            "azertyuiop",
            "qsdfghjklm",
            "wxcvbn",
            "йцукенгшщзхъ",
            "фывапролджэ",
            "ячсмитьбю",
            "1234567890-=",
            "!@#$%^&*()_+",
            "!\"§$%&/()=",
            "1qaz",
            "2wsx",
            "3edc",
            "4rfv",
            "5tgb",
            "6yhn",
            "7ujm");

    private Sequences() {}

    /** The end of the repetitions of the character at a place. */
    static int endOfRun(int[] characters, int start) {
        int end = start + 1;
        while (end < characters.length && characters[end] == characters[start]) {
            end++;
        }
        return end;
    }

    /** The end of the longest part of an alphabet, of digits or of a row of keys, forwards or backwards, that begins at a place. */
    static int endOfSequence(int[] characters, int start) {
        int longest = Math.max(endOfSteps(characters, start, 1), endOfSteps(characters, start, -1));
        for (String row : ROWS) {
            int key = row.indexOf(characters[start]);
            if (key >= 0) {
                longest = Math.max(longest, endInRow(characters, start, row, key, 1));
                longest = Math.max(longest, endInRow(characters, start, row, key, -1));
            }
        }
        return longest;
    }

    private static int endOfSteps(int[] characters, int start, int step) {
        int end = start + 1;
        while (end < characters.length && characters[end] == characters[end - 1] + step) {
            end++;
        }
        return end;
    }

    private static int endInRow(int[] characters, int start, String row, int key, int step) {
        int end = start + 1;
        int next = key + step;
        while (end < characters.length && next >= 0 && next < row.length() && characters[end] == row.charAt(next)) {
            end++;
            next += step;
        }
        return end;
    }
}
