package dev.sallyport.bootstrap.config;

/** Something in a list of addresses cannot be used, so that nothing of it is. */
public final class MalformedAddressList extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String item;
    private final String flaw;
    private final String remedy;

    /**
     * @param line in which it is, or 0 if all of it is meant
     * @param item what it is; empty likewise
     */
    MalformedAddressList(int line, String item, String flaw, String remedy) {
        super(flaw);
        this.line = line;
        this.item = item;
        this.flaw = flaw;
        this.remedy = remedy;
    }

    Unreadable unreadable() {
        return line == 0 ? new Unreadable(flaw, remedy) : Unreadable.of(item, flaw + inLine(), remedy);
    }

    /** Where there is but one, that goes without saying. */
    private String inLine() {
        return line > 1 ? ", in line " + line : "";
    }

    /** For the log, in which no addresses stand: where it is and what is wrong. */
    public String withoutItem() {
        return (line == 0 ? "it " : "line " + line + " holds something ") + flaw;
    }
}
