package dev.sallyport.bootstrap.config;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds names in the environment that were meant for us and are no settings, so that a slip of the pen does not go unnoticed. */
final class Misspellings {
    private static final String FILE_SUFFIX = "_FILE";

    /** In a name shorter than this, two slips make too many other words: APP_HOME is no APP_NAME. */
    private static final int LONG_NAME = 10;

    /** How names begin that no other common program looks for. */
    private static final List<String> OURS = List.of(
            "ARGON2_",
            "JWT_",
            "MASTER_KEY_",
            "PASSWORD_HASH_",
            "RATE_LIMIT_",
            "REFRESH_REUSE_",
            "SMTP_",
            "TOTP_",
            "TWO_FACTOR_");

    /** What Kubernetes sets in every container for a service that is called {@code smtp}, say. */
    private static final Pattern OF_KUBERNETES =
            Pattern.compile(".*_(SERVICE_HOST|SERVICE_PORT(_.+)?|PORT(_[0-9]+_(TCP|UDP|SCTP)(_.+)?)?)");

    private record Candidate(String name, Setting<?> setting) {}

    private Misspellings() {}

    /** Adds them to the problems. A setting that was misspelt is not also said to be missing. */
    static void report(Set<String> environment, List<Problem> problems) {
        for (String name : new TreeSet<>(environment)) {
            if (isKnown(name)) {
                continue;
            }
            Optional<Candidate> meant = meant(name);
            meant.ifPresent(candidate -> problems.removeIf(problem -> problem.isThatItIsMissing()
                    && problem.setting().equals(candidate.setting().name())));
            if (meant.isPresent() || isOurs(name)) {
                String suggestion = meant.map(candidate -> "Did you mean " + candidate.name() + "?")
                        .orElse("See docs/settings.md for those that there are.");
                problems.add(
                        new Problem(name, "is not a setting", suggestion + " If it is not for Sallyport, rename it."));
            }
        }
    }

    private static Optional<Candidate> meant(String name) {
        Optional<Candidate> near =
                candidates().filter(candidate -> isNear(name, candidate.name())).findFirst();
        return near.isPresent() || !isOurs(name) ? near : likeliest(name);
    }

    /** Where a name is ours in any case, it may be further off: most of it must still be right. */
    private static Optional<Candidate> likeliest(String name) {
        return candidates()
                .min(Comparator.comparingInt(candidate -> distance(name, candidate.name())))
                .filter(candidate -> distance(name, candidate.name()) <= name.length() / 3);
    }

    private static Stream<Candidate> candidates() {
        return Catalogue.SETTINGS.stream()
                .flatMap(setting ->
                        Stream.of(new Candidate(setting.name(), setting), new Candidate(setting.fileName(), setting)));
    }

    private static boolean isOurs(String name) {
        return OURS.stream().anyMatch(name::startsWith)
                && !OF_KUBERNETES.matcher(name).matches();
    }

    private static boolean isKnown(String name) {
        return Configuration.isSetting(name)
                || (name.endsWith(FILE_SUFFIX)
                        && Configuration.isSetting(name.substring(0, name.length() - FILE_SUFFIX.length())));
    }

    private static boolean isNear(String name, String candidate) {
        int significant =
                candidate.endsWith(FILE_SUFFIX) ? candidate.length() - FILE_SUFFIX.length() : candidate.length();
        int slips = significant < LONG_NAME ? 1 : 2;
        return Math.abs(name.length() - candidate.length()) <= slips && distance(name, candidate) <= slips;
    }

    /** How many letters must be put in, left out, exchanged or swapped with their neighbour to turn one text into the other. */
    private static int distance(String one, String other) {
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
