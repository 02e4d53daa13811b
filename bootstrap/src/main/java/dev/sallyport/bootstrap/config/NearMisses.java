package dev.sallyport.bootstrap.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Finds names in the environment that nearly are settings, so that a slip of the pen does not go unnoticed. */
final class NearMisses {
    private static final String FILE_SUFFIX = "_FILE";

    /** In a name shorter than this, two slips make too many other words: APP_HOME is no APP_NAME. */
    private static final int LONG_NAME = 10;

    private NearMisses() {}

    static List<Problem> among(Set<String> environment, List<Setting<?>> settings) {
        Map<String, Setting<?>> known = settings.stream().collect(Collectors.toMap(Setting::name, setting -> setting));
        List<Problem> problems = new ArrayList<>();
        for (String name : new TreeSet<>(environment)) {
            if (isKnown(name, known)) {
                continue;
            }
            settings.stream()
                    .flatMap(setting -> List.of(setting.name(), setting.fileName()).stream())
                    .filter(candidate -> isNear(name, candidate))
                    .findFirst()
                    .ifPresent(candidate -> problems.add(new Problem(
                            name,
                            "is not a setting",
                            "Did you mean " + candidate + "? If it is not for Sallyport, rename it.")));
        }
        return problems;
    }

    private static boolean isKnown(String name, Map<String, Setting<?>> known) {
        return known.containsKey(name)
                || (name.endsWith(FILE_SUFFIX)
                        && known.containsKey(name.substring(0, name.length() - FILE_SUFFIX.length())));
    }

    private static boolean isNear(String name, String candidate) {
        int significant =
                candidate.endsWith(FILE_SUFFIX) ? candidate.length() - FILE_SUFFIX.length() : candidate.length();
        return distance(name, candidate) <= (significant < LONG_NAME ? 1 : 2);
    }

    /** How many letters must be put in, left out, exchanged or swapped with their neighbour to turn one text into the other. */
    private static int distance(String one, String other) {
        if (Math.abs(one.length() - other.length()) > 2) {
            return Integer.MAX_VALUE;
        }
        int[][] distances = new int[one.length() + 1][other.length() + 1];
        for (int i = 0; i <= one.length(); i++) {
            for (int j = 0; j <= other.length(); j++) {
                distances[i][j] = i == 0 || j == 0 ? i + j : step(distances, one, other, i, j);
            }
        }
        return distances[one.length()][other.length()];
    }

    private static int step(int[][] distances, String one, String other, int i, int j) {
        boolean same = one.charAt(i - 1) == other.charAt(j - 1);
        int least = Math.min(
                distances[i - 1][j - 1] + (same ? 0 : 1), Math.min(distances[i - 1][j], distances[i][j - 1]) + 1);
        boolean swapped =
                i > 1 && j > 1 && one.charAt(i - 1) == other.charAt(j - 2) && one.charAt(i - 2) == other.charAt(j - 1);
        return swapped ? Math.min(least, distances[i - 2][j - 2] + 1) : least;
    }
}
