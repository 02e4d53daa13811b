package dev.sallyport.devtools;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people open a mail for: its code and its first link, if there are any. Each stands alone on a line of the text. */
record Essentials(Optional<String> code, Optional<String> link) {
    private static final Pattern CODE = Pattern.compile("(?m)^[ \\t]*([0-9]{6,8})[ \\t]*\\r?$");
    private static final Pattern LINK = Pattern.compile("(?m)^[ \\t]*(https?://\\S+)[ \\t]*\\r?$");

    static Essentials of(String text) {
        return new Essentials(find(CODE, text), find(LINK, text));
    }

    private static Optional<String> find(Pattern pattern, String text) {
        Matcher found = pattern.matcher(text);
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }
}
