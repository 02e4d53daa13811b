package dev.sallyport.http.forwarding;

import dev.sallyport.domain.session.AddressRanges;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.http.forwarding.Resolution.Reason;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Knows which client a request comes from (ASVS 4.1.3). What headers claim is believed as far as proxies that are trusted vouch for it: each
 * of them added, at the right end, from whom it got the request, so the right-most hop that is no trusted proxy is the client. What stands
 * before that, anybody may have written.
 */
public final class ClientResolver {
    private static final int MOST_HOPS = 100;

    private final AddressRanges proxies;

    /**
     * @param proxies whose word is taken
     */
    public ClientResolver(AddressRanges proxies) {
        this.proxies = proxies;
    }

    /**
     * The address at the other end of a connection, as sockets write it: in brackets or not, with a zone or not.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static ClientAddress peer(String written) {
        boolean inBrackets = written.startsWith("[") && written.endsWith("]");
        String literal = inBrackets ? written.substring(1, written.length() - 1) : written;
        int zone = literal.indexOf('%');
        return ClientAddress.of(zone < 0 ? literal : literal.substring(0, zone));
    }

    /**
     * The client of a request.
     *
     * @param peer the other end of the connection
     * @param forwardedFor every line of {@code X-Forwarded-For}
     * @param forwarded every line of {@code Forwarded} (RFC 7239)
     */
    public Resolution resolve(ClientAddress peer, List<String> forwardedFor, List<String> forwarded) {
        if (!proxies.contains(peer)) {
            return new Resolution(peer, Reason.NO_PROXY);
        }
        List<Resolution> named = Stream.of(XForwardedFor.nodes(forwardedFor), Forwarded.nodes(forwarded))
                .filter(nodes -> !nodes.isEmpty())
                .map(nodes -> walk(peer, nodes))
                .toList();
        return switch (named.size()) {
            case 0 -> new Resolution(peer, Reason.NOBODY_NAMED);
            case 1 -> named.getFirst();
            default -> agreed(peer, named.getFirst(), named.getLast());
        };
    }

    /** A proxy writes one of the two. The other is whoever's, so where they differ, nobody can tell which is true. */
    private static Resolution agreed(ClientAddress peer, Resolution one, Resolution other) {
        return one.client().equals(other.client())
                ? one
                : new Resolution(
                        peer,
                        Reason.CONTRADICTION,
                        Stream.of(peer, one.client(), other.client()).collect(Collectors.toSet()));
    }

    private Resolution walk(ClientAddress peer, List<String> nodes) {
        ClientAddress vouchedFor = peer;
        int first = Math.max(0, nodes.size() - MOST_HOPS);
        for (String node : nodes.subList(first, nodes.size()).reversed()) {
            Optional<ClientAddress> hop = Node.read(node);
            if (hop.isEmpty()) {
                return new Resolution(vouchedFor, Reason.UNREADABLE);
            }
            vouchedFor = hop.get();
            if (!proxies.contains(vouchedFor)) {
                return new Resolution(vouchedFor, Reason.NAMED);
            }
        }
        return new Resolution(vouchedFor, first == 0 ? Reason.PROXIES_ALONE : Reason.TOO_MANY_HOPS);
    }
}
