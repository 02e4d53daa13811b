package dev.sallyport.domain.session;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What somebody uses, in the words that people have for it: a program and the system it runs on. It is read from what the client calls
 * itself, so it helps people to recognise their own devices and proves nothing.
 *
 * @param program the browser or the app, or null if unknown
 * @param system the operating system, or null if unknown
 */
public record Device(@Nullable String program, @Nullable String system) {
    private static final String UNKNOWN = "Unknown device";

    /** First match wins: most browsers also claim to be those that are listed after them. */
    private static final List<Mark> BROWSERS = List.of(
            new Mark("Edg", "Edge"),
            new Mark("OPR/", "Opera"),
            new Mark("Vivaldi/", "Vivaldi"),
            new Mark("YaBrowser/", "Yandex Browser"),
            new Mark("SamsungBrowser/", "Samsung Internet"),
            new Mark("DuckDuckGo/", "DuckDuckGo"),
            new Mark("Firefox/", "Firefox"),
            new Mark("FxiOS/", "Firefox"),
            new Mark("CriOS/", "Chrome"),
            new Mark("Chromium/", "Chromium"),
            new Mark("Chrome/", "Chrome"),
            new Mark("Version/", "Safari"));

    private static final List<Mark> SYSTEMS = List.of(
            new Mark("Windows", "Windows"),
            new Mark("iPhone", "iPhone"),
            new Mark("iPad", "iPad"),
            new Mark("Android", "Android"),
            new Mark("CrOS", "ChromeOS"),
            new Mark("Macintosh", "macOS"),
            new Mark("Mac OS X", "macOS"),
            new Mark("Linux", "Linux"));

    /**
     * The name of a program that is no browser (RFC 9110 §10.1.5), if it looks like one. It stands in mails, so there is no room in it for an
     * address or a number to call.
     */
    private static final Pattern PRODUCT = Pattern.compile("([A-Za-z][A-Za-z_-]{0,23})(/.*)?");

    private record Mark(String text, String name) {}

    /** The device that a client says it is. */
    public static Device of(Client client) {
        String userAgent = client.userAgent() == null ? "" : client.userAgent();
        return new Device(program(userAgent), named(SYSTEMS, userAgent).orElse(null));
    }

    private static @Nullable String program(String userAgent) {
        return userAgent.startsWith("Mozilla/")
                ? named(BROWSERS, userAgent).orElse(null)
                : product(userAgent).orElse(null);
    }

    private static Optional<String> named(List<Mark> marks, String userAgent) {
        return marks.stream()
                .filter(mark -> userAgent.contains(mark.text()))
                .map(Mark::name)
                .findFirst();
    }

    private static Optional<String> product(String userAgent) {
        Matcher product = PRODUCT.matcher(userAgent.split(" ", 2)[0]);
        return product.matches() ? Optional.of(product.group(1)) : Optional.empty();
    }

    /** The device in a few words, such as {@code Firefox on Windows}. */
    public String name() {
        return Stream.of(program, system)
                .filter(word -> word != null)
                .reduce((first, second) -> first + " on " + second)
                .orElse(UNKNOWN);
    }
}
