package dev.sallyport.domain.account;

/** Finds what a text says again and again. */
final class Repetition {
    private Repetition() {}

    /**
     * The length in code points of the shortest part that, repeated at least twice, makes up the whole text, where the last time may break
     * off; the length of the text if there is none.
     */
    static int unitLength(String text) {
        int[] characters = text.codePoints().toArray();
        int length = characters.length;
        // The prefix function of Knuth, Morris and Pratt: how much of the beginning each place ends with.
        int[] borders = new int[length];
        for (int i = 1; i < length; i++) {
            int border = borders[i - 1];
            while (border > 0 && characters[i] != characters[border]) {
                border = borders[border - 1];
            }
            borders[i] = characters[i] == characters[border] ? border + 1 : border;
        }
        int period = length == 0 ? 0 : length - borders[length - 1];
        return 2 * period <= length ? period : length;
    }
}
