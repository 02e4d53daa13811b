package dev.sallyport.http.json;

/** Names what is at fault in a request: JSON pointers (RFC 6901) to members, and the like for parameters. */
final class Pointers {

    private static final int LONGEST_NAME = 64;

    private Pointers() {}

    /** The pointer to a member. A name that nobody could have meant is not repeated: then it points to the object that has it. */
    static String member(String object, String name) {
        return isPrintable(name) ? object + "/" + name.replace("~", "~0").replace("/", "~1") : object;
    }

    /** What stands for a pointer where the query is at fault: its parameter as it is written in an address. */
    static String parameter(String name) {
        return isPrintable(name) ? "?" + name : "?";
    }

    private static boolean isPrintable(String name) {
        return name.length() <= LONGEST_NAME
                && name.codePoints().allMatch(c -> c >= ' ' && c <= '~' && c != '<' && c != '>' && c != '"');
    }
}
