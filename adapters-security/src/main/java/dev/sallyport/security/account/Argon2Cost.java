package dev.sallyport.security.account;

/**
 * What one Argon2id hash takes, within what the algorithm allows (RFC 9106 §3.1) and this server can bear: a hash that somebody
 * slipped into the database must not take all its memory.
 *
 * @param memoryKiB at least 8 per lane, at most 256 MiB
 * @param iterations 1 to 16
 * @param parallelism lanes, 1 to 16
 */
record Argon2Cost(int memoryKiB, int iterations, int parallelism) {
    private static final int LEAST_MEMORY_PER_LANE_KIB = 8;
    private static final int MOST_MEMORY_KIB = 256 * 1024;
    private static final int MOST_ITERATIONS = 16;
    private static final int MOST_LANES = 16;

    /** RFC 9106's second recommendation, and more passes than any library's default. */
    private static final int MOST_MEMORY_FROM_ELSEWHERE_KIB = 64 * 1024;

    private static final int MOST_ITERATIONS_FROM_ELSEWHERE = 10;

    Argon2Cost {
        require(parallelism >= 1 && parallelism <= MOST_LANES, "parallelism lies between 1 and " + MOST_LANES);
        require(iterations >= 1 && iterations <= MOST_ITERATIONS, "iterations lie between 1 and " + MOST_ITERATIONS);
        require(
                memoryKiB >= LEAST_MEMORY_PER_LANE_KIB * parallelism && memoryKiB <= MOST_MEMORY_KIB,
                "memory lies between 8 KiB per lane and " + MOST_MEMORY_KIB + " KiB");
    }

    /**
     * Whether that is more than a hash may take that newly comes from elsewhere.
     *
     * @param ours what our own take, which is never too much
     */
    boolean isTooDearBeside(Argon2Cost ours) {
        return memoryKiB > Math.max(MOST_MEMORY_FROM_ELSEWHERE_KIB, ours.memoryKiB)
                || iterations > Math.max(MOST_ITERATIONS_FROM_ELSEWHERE, ours.iterations);
    }

    private static void require(boolean met, String rule) {
        if (!met) {
            throw new IllegalArgumentException("Argon2's " + rule);
        }
    }
}
