package dev.sallyport.bootstrap.config;

/** A text is not a value of its setting's type. */
final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    private final String flaw;
    private final String remedy;

    /** The flaw without the text; empty if it never repeats it. */
    private final String textless;

    /**
     * @param flaw as in {@link Problem#flaw()}
     * @param remedy as in {@link Problem#remedy()}
     */
    Unreadable(String flaw, String remedy) {
        this(flaw, remedy, "");
    }

    private Unreadable(String flaw, String remedy, String textless) {
        super(flaw);
        this.flaw = flaw;
        this.remedy = remedy;
        this.textless = textless;
    }

    /** For a text that is no secret: repeats it, shortened and without control characters. */
    static Unreadable of(String text, String flaw, String remedy) {
        return new Unreadable("is " + quoted(text) + ", " + flaw, remedy, flaw);
    }

    /** The same, telling where the text is instead of what it is. */
    Unreadable in(String place) {
        return new Unreadable(textless.isEmpty() ? flaw + " (" + place + ")" : "is " + place + ", " + textless, remedy);
    }

    private static String quoted(String text) {
        String printable = text.replaceAll("\\p{Cntrl}", "?");
        return "\"" + (printable.length() > 80 ? printable.substring(0, 80) + "…" : printable) + "\"";
    }

    Problem of(String setting) {
        return new Problem(setting, flaw, remedy);
    }
}
