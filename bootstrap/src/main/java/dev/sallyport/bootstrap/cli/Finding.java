package dev.sallyport.bootstrap.cli;

import java.util.Locale;

/**
 * What one check found, for the operator.
 *
 * @param what was checked
 * @param words how it is and, if it should be otherwise, how to mend it
 */
record Finding(Verdict verdict, String what, String words) {
    enum Verdict {
        OK("ok"),
        WARNING("warning"),
        FAILED("FAILED"),
        SKIPPED("skipped");

        private final String shown;

        Verdict(String shown) {
            this.shown = shown;
        }
    }

    static Finding ok(String what, String words) {
        return new Finding(Verdict.OK, what, words);
    }

    static Finding warning(String what, String words) {
        return new Finding(Verdict.WARNING, what, words);
    }

    static Finding failed(String what, String words) {
        return new Finding(Verdict.FAILED, what, words);
    }

    static Finding skipped(String what, String words) {
        return new Finding(Verdict.SKIPPED, what, words);
    }

    boolean isFailure() {
        return verdict == Verdict.FAILED;
    }

    String line() {
        return String.format(Locale.ROOT, "%-8s %s: %s", verdict.shown, what, words);
    }
}
