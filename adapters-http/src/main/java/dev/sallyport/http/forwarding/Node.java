package dev.sallyport.http.forwarding;

import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.domain.session.ClientAddress;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One hop as headers name it (RFC 7239 §6): an address, with a port or without; or something else, of which nothing can be made. */
final class Node {
    private static final Pattern WITH_PORT =
            Pattern.compile("(?:\\[(?<ipv6>[^\\]]*:[^\\]]*)]|(?<ipv4>[0-9.]*))(?::(?:[0-9]{1,5}|_[A-Za-z0-9._-]+))?");

    private Node() {}

    /** The address; empty if it is {@code unknown}, hidden behind a made-up name, or malformed. */
    static Optional<ClientAddress> read(String text) {
        Matcher parts = WITH_PORT.matcher(text);
        if (!parts.matches()) {
            return address(text);
        }
        String ipv6 = parts.group("ipv6");
        return address(ipv6 == null ? parts.group("ipv4") : ipv6);
    }

    private static Optional<ClientAddress> address(String literal) {
        return switch (ClientAddress.parse(literal)) {
            case Parsed.Valid<ClientAddress>(var address) -> Optional.of(address);
            case Parsed.Invalid<ClientAddress> none -> Optional.empty();
        };
    }
}
