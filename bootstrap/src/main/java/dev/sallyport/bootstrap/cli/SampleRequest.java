package dev.sallyport.bootstrap.cli;

import dev.sallyport.domain.session.ClientAddress;
import java.util.List;
import java.util.Locale;

/**
 * A request that somebody wonders about.
 *
 * @param peer from where the connection comes
 */
record SampleRequest(ClientAddress peer, List<Header> headers) {
    SampleRequest {
        headers = List.copyOf(headers);
    }

    /** One line of a request's head. */
    record Header(String name, String value) {
        /**
         * Reads {@code Name: value}.
         *
         * @throws IllegalArgumentException if it is none
         */
        static Header of(String line) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IllegalArgumentException("a header has a name and a colon");
            }
            return new Header(
                    line.substring(0, colon).strip(), line.substring(colon + 1).strip());
        }
    }

    List<String> values(String name) {
        return headers.stream()
                .filter(header -> header.name().toLowerCase(Locale.ROOT).equals(name.toLowerCase(Locale.ROOT)))
                .map(Header::value)
                .toList();
    }
}
