package dev.sallyport.mail;

/** Plain text as a part of HTML. */
final class Html {
    private Html() {}

    /** Where it may stand in an element or in a quoted attribute. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /** Words that may stand in an element. */
    static String words(String text) {
        return Isolation.inHtml(escape(text));
    }
}
