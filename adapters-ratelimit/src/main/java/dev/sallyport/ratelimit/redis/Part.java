package dev.sallyport.ratelimit.redis;

import dev.sallyport.domain.ratelimit.Budget;
import java.util.ArrayList;
import java.util.List;

/** What became of those uses of one call that lie together: all of them, or in a cluster those in one slot. */
sealed interface Part {
    /**
     * All of them were taken.
     *
     * @param left of each, in their order
     */
    record Taken(List<Use> uses, List<Budget> left) implements Part {}

    /** None was taken. */
    record Refused(Budget exhausted) implements Part {}

    /** It is not known. */
    record Failed(RuntimeException failure) implements Part {}

    /** What {@code take.lua} says. */
    static Part read(List<Use> uses, List<?> answer) {
        if (number(answer, 0) == 0) {
            return new Refused(uses.get((int) number(answer, 1) - 1).budget(0, number(answer, 2)));
        }
        List<Budget> left = new ArrayList<>(uses.size());
        for (int i = 0; i < uses.size(); i++) {
            left.add(uses.get(i).budget(number(answer, 2 * i + 1), number(answer, 2 * i + 2)));
        }
        return new Taken(uses, left);
    }

    private static long number(List<?> answer, int place) {
        return (Long) answer.get(place);
    }
}
