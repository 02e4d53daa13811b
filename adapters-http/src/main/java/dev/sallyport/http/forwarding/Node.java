package dev.sallyport.http.forwarding;

import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.domain.session.ClientAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One hop as headers name it (RFC 7239 §6): an address, with a port or without; or something else, of which nothing can be made. */
final class Node {
    private static final Pattern WITH_PORT =
            Pattern.compile("(?:\\[(?<ipv6>[^\\]]*)]|(?<ipv4>[0-9.]*))(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]+))?");

    /** An address of either kind with a port is shorter by far. */
    private static final int LONGEST = 128;

    private Node() {}

    /** The address; empty if it is {@code unknown}, hidden behind a made-up name, or malformed. */
    static Optional<ClientAddress> read(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        Matcher parts = WITH_PORT.matcher(text);
        if (!parts.matches()) {
            return address(text);
        }
        String ipv6 = parts.group("ipv6");
        if (ipv6 == null) {
            return address(parts.group("ipv4"));
        }
        return ipv6.indexOf(':') < 0 ? Optional.empty() : address(ipv6);
    }

    private static Optional<ClientAddress> address(String literal) {
        return switch (ClientAddress.parse(literal)) {
            case Parsed.Valid<ClientAddress>(var address) -> Optional.of(address);
            case Parsed.Invalid<ClientAddress> none -> Optional.empty();
        };
    }
}
