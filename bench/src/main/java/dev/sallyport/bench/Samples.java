package dev.sallyport.bench;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** How long requests took. Used by one thread at a time. */
final class Samples {
    private final List<Long> nanos = new ArrayList<>();
    private int errors;

    void add(long duration, boolean succeeded) {
        nanos.add(duration);
        if (!succeeded) {
            errors++;
        }
    }

    void addAll(Samples others) {
        nanos.addAll(others.nanos);
        errors += others.errors;
    }

    int size() {
        return nanos.size();
    }

    /** How many of them were not answered as they should have been. */
    int errors() {
        return errors;
    }

    /** The duration that so many percent of the requests did not exceed. */
    double percentileMillis(int percent) {
        if (nanos.isEmpty()) {
            return Double.NaN;
        }
        Collections.sort(nanos);
        int rank = Math.max(0, (int) Math.ceil(percent / 100.0 * nanos.size()) - 1);
        return nanos.get(rank) / 1e6;
    }
}
