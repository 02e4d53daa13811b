package dev.sallyport.application.admin;

import java.util.List;

/** A line of a file that users are imported from. Lines are counted from 1. */
public sealed interface ImportLine {
    long number();

    /** It says who somebody is. */
    record Read(long number, ImportedUser user) implements ImportLine {}

    /** Nothing can be made of it. */
    record Refused(long number, List<LineFault> faults) implements ImportLine {
        public Refused {
            faults = List.copyOf(faults);
        }
    }
}
