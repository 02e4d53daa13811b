package dev.sallyport.mail;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Finds what was meant by a name that there is not. */
final class Nearest {
    private Nearest() {}

    /** A hint that names the nearest, if it is near, or else all that there are. */
    static String hint(String name, Collection<String> known) {
        return known.stream()
                .min(Comparator.comparingInt((String other) -> distance(name, other))
                        .thenComparing(other -> other))
                .filter(other -> distance(name, other) <= Math.max(2, name.length() / 3))
                .map(other -> "Did you mean " + other + "?")
                .orElseGet(() -> "There are: "
                        + String.join(", ", List.copyOf(known).stream().sorted().toList()) + ".");
    }

    /** How many letters must be put in, left out or exchanged to turn one text into the other. */
    private static int distance(String one, String other) {
        int[] row = new int[other.length() + 1];
        for (int j = 0; j < row.length; j++) {
            row[j] = j;
        }
        for (int i = 1; i <= one.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j < row.length; j++) {
                int exchanged = diagonal + (one.charAt(i - 1) == other.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(exchanged, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[other.length()];
    }
}
