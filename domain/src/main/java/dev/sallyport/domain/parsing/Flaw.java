package dev.sallyport.domain.parsing;

/** What is wrong with a text that was given for a value. */
public enum Flaw {
    MALFORMED("malformed"),
    NOT_A_TIME("not-a-time"),
    TOO_SHORT("too-short"),
    TOO_LONG("too-long"),
    FORBIDDEN_CHARACTERS("forbidden-characters");

    private final String code;

    Flaw(String code) {
        this.code = code;
    }

    /** The stable, kebab-case name that callers see. */
    public String code() {
        return code;
    }
}
