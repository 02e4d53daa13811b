package dev.sallyport.bootstrap.config;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The kinds of values that are addresses on the web. */
final class WebAddresses {
    private static final Pattern LOOPBACK = Pattern.compile("localhost|.+\\.localhost|127(\\.[0-9]{1,3}){3}|\\[?::1]?");
    private static final Pattern HOST =
            Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,252}[A-Za-z0-9])?|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    private WebAddresses() {}

    /** Whether nothing leaves this machine on the way to that host. */
    static boolean isLoopback(String host) {
        return LOOPBACK.matcher(host.toLowerCase(Locale.ROOT)).matches();
    }

    /** A host name or an IP address. */
    static ValueType<String> host() {
        return text -> {
            if (!HOST.matcher(text).matches()) {
                throw Unreadable.of(
                        text, "neither a host name nor an IP address", "Give one, without a scheme or a port.");
            }
            return text;
        };
    }

    /** Where people reach this server: https, or http on this machine. A slash at the end is dropped. */
    static ValueType<URI> publicUrl() {
        return text -> {
            URI url = webUri(text);
            if (url == null || url.getRawQuery() != null || url.getRawFragment() != null) {
                throw Unreadable.of(text, "not a web address", "Give one such as https://accounts.example.com.");
            }
            if (!url.getScheme().equals("https") && !isLoopback(url.getHost())) {
                throw Unreadable.of(
                        text,
                        "which is not encrypted",
                        "Use https; plain http is for localhost alone, since links and cookies carry secrets.");
            }
            return url;
        };
    }

    /** Where mail programs fetch a picture: https, or http on this machine. */
    static ValueType<URI> picture() {
        return text -> {
            URI url = webUri(text);
            if (url == null || url.getRawFragment() != null) {
                throw Unreadable.of(text, "not a web address", "Give one such as https://example.com/logo.png.");
            }
            if (!url.getScheme().equals("https") && !isLoopback(url.getHost())) {
                throw Unreadable.of(
                        text, "which is not encrypted", "Use https, since many mail programs show no other pictures.");
            }
            return URI.create(text);
        };
    }

    /** Exact origins (RFC 6454 §6.2), parted by commas. */
    static ValueType<List<String>> origins() {
        return text -> {
            List<String> origins = new ArrayList<>();
            for (String item : text.split(",", -1)) {
                origins.add(origin(item.strip()));
            }
            return List.copyOf(origins);
        };
    }

    private static String origin(String text) throws Unreadable {
        URI uri = webUri(text);
        if (uri == null || !uri.getRawPath().isEmpty() || uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw Unreadable.of(
                    text,
                    "not an origin",
                    "List exact origins such as https://app.example.com,http://localhost:5173; no *, no path.");
        }
        return uri.toString();
    }

    /** The address in lower case without a slash at the end, or null if it is none. */
    private static @Nullable URI webUri(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            String scheme = uri.getScheme();
            if (scheme == null || uri.getHost() == null || uri.getRawUserInfo() != null) {
                return null;
            }
            String lowerScheme = scheme.toLowerCase(Locale.ROOT);
            if (!lowerScheme.equals("https") && !lowerScheme.equals("http")) {
                return null;
            }
            return new URI(
                    lowerScheme,
                    null,
                    uri.getHost().toLowerCase(Locale.ROOT),
                    uri.getPort(),
                    uri.getPath(),
                    uri.getQuery(),
                    uri.getFragment());
        } catch (URISyntaxException malformed) {
            return null;
        }
    }
}
