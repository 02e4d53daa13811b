package dev.sallyport.http.json;

/** JSON pointers (RFC 6901). */
final class Pointers {

    private static final int LONGEST_NAME = 64;

    private Pointers() {}

    /** The pointer to a member. A name that nobody could have meant is not repeated: then it points to the object that has it. */
    static String member(String object, String name) {
        boolean printable = name.length() <= LONGEST_NAME
                && name.codePoints().allMatch(c -> c >= ' ' && c <= '~' && c != '<' && c != '>' && c != '"');
        return printable ? object + "/" + name.replace("~", "~0").replace("/", "~1") : object;
    }
}
