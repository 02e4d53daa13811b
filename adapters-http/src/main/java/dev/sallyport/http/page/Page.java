package dev.sallyport.http.page;

/** A page with places to fill in, written <code>{{name}}</code>. */
public record Page(String html) {

    public static Page named(String name) {
        return new Page(Resource.text(Page.class, name));
    }

    /** Fills in a text, whatever characters it has. */
    public Page with(String name, String text) {
        return withHtml(name, escape(text));
    }

    /** Fills in HTML of our own making. */
    public Page withHtml(String name, String html) {
        return new Page(this.html.replace("{{" + name + "}}", html));
    }

    /** A brace too, so that what looks like a place to fill in is none. */
    static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("{", "&#123;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }
}
