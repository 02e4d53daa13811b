package dev.sallyport.security.account;

/** What was read is no list of passwords, or too large a one. It repeats nothing of it. */
public final class MalformedBlocklist extends Exception {
    private static final long serialVersionUID = 1L;

    private final Flaw flaw;
    private final int line;

    /** What is wrong. */
    public enum Flaw {
        /** Nor is it text if there is a NUL in it. */
        NOT_UTF_8,
        /** Larger than 64 MiB. */
        TOO_LARGE,
        NO_ENTRY
    }

    MalformedBlocklist(Flaw flaw, int line) {
        super(flaw + " in line " + line);
        this.flaw = flaw;
        this.line = line;
    }

    public Flaw flaw() {
        return flaw;
    }

    /** Where it was found out, from 1. */
    public int line() {
        return line;
    }
}
