package dev.sallyport.security.account;

import java.util.List;

/**
 * What new password hashes are made with: not less than one of the equivalent settings that OWASP's Password Storage Cheat Sheet
 * names as its minimum, such as 19 MiB with two iterations.
 *
 * @param memoryKiB how much memory one hash takes, at most 256 MiB
 * @param iterations how often it is gone through, at most 16
 * @param parallelism how many lanes it is divided into, at most 16; here they are worked on one after the other
 */
public record Argon2Parameters(int memoryKiB, int iterations, int parallelism) {
    /** 19 MiB, two iterations, one lane. */
    public static final Argon2Parameters STANDARD = new Argon2Parameters(19_456, 2, 1);

    /**
     * @throws IllegalArgumentException if that is less than OWASP's minimum or more than a server can bear; the message says which
     */
    public Argon2Parameters {
        Argon2Cost cost = new Argon2Cost(memoryKiB, iterations, parallelism);
        if (minima().stream().noneMatch(minimum -> isAtLeast(cost, minimum))) {
            throw new IllegalArgumentException("Argon2 takes at least 19456 KiB with 2 iterations"
                    + " (or 47104 with 1, 12288 with 3, 9216 with 4, 7168 with 5: OWASP), not " + memoryKiB
                    + " KiB with "
                    + iterations);
        }
    }

    private static List<Argon2Cost> minima() {
        return List.of(
                new Argon2Cost(47_104, 1, 1),
                new Argon2Cost(19_456, 2, 1),
                new Argon2Cost(12_288, 3, 1),
                new Argon2Cost(9_216, 4, 1),
                new Argon2Cost(7_168, 5, 1));
    }

    private static boolean isAtLeast(Argon2Cost cost, Argon2Cost minimum) {
        return cost.memoryKiB() >= minimum.memoryKiB() && cost.iterations() >= minimum.iterations();
    }

    Argon2Cost cost() {
        return new Argon2Cost(memoryKiB, iterations, parallelism);
    }
}
