package dev.sallyport.domain.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** The network address from which a request came, as far as we can know it. */
public record ClientAddress(InetAddress value) {
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final int IPV6_PROVIDER_BYTES = 4;
    private static final int IPV4_PROVIDER_BYTES = 2;
    private static final int IPV6_GROUPS = 8;
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)(0(?::0)+)(?:$|:)");
    private static final Pattern IPV4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");

    /** A literal IPv4 or IPv6 address; nothing is ever looked up. */
    public static ClientAddress of(String literal) {
        if (!IPV4.matcher(literal).matches() && literal.indexOf(':') < 0) {
            throw new IllegalArgumentException("not an IP address");
        }
        try {
            return new ClientAddress(InetAddress.getByName(literal));
        } catch (UnknownHostException malformed) {
            throw new IllegalArgumentException("not an IP address", malformed);
        }
    }

    /**
     * What this client's budget is counted by: the IPv4 address, or the IPv6 network of 64 bits, since whoever has one address
     * of it has them all.
     */
    public String network() {
        return value instanceof Inet6Address ? prefix(IPV6_NETWORK_BYTES) : value.getHostAddress();
    }

    /** Roughly where the client is: a range of the size that providers hold, within which people's addresses change. */
    public String provider() {
        return prefix(value instanceof Inet6Address ? IPV6_PROVIDER_BYTES : IPV4_PROVIDER_BYTES);
    }

    private String prefix(int bytes) {
        byte[] address = value.getAddress();
        byte[] prefix = Arrays.copyOf(Arrays.copyOf(address, bytes), address.length);
        try {
            return InetAddress.getByAddress(prefix).getHostAddress() + "/" + bytes * Byte.SIZE;
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("as many bytes as before are an address", impossible);
        }
    }

    /** As people write it; IPv6 in the one form of RFC 5952, in which the longest run of zeros is left out. */
    @Override
    public String toString() {
        if (!(value instanceof Inet6Address)) {
            return value.getHostAddress();
        }
        String groups = IntStream.range(0, IPV6_GROUPS)
                .mapToObj(ByteBuffer.wrap(value.getAddress()).asShortBuffer()::get)
                .map(group -> Integer.toHexString(Short.toUnsignedInt(group)))
                .collect(Collectors.joining(":"));
        return longestZeros(groups)
                .map(zeros -> groups.substring(0, zeros.start()) + "::" + groups.substring(zeros.end()))
                .orElse(groups);
    }

    /** The first of the longest, with the colons around it. */
    private static Optional<MatchResult> longestZeros(String groups) {
        return ZEROS.matcher(groups)
                .results()
                .reduce((first, next) -> next.group(1).length() > first.group(1).length() ? next : first);
    }
}
