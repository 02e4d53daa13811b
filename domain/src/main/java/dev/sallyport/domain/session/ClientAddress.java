package dev.sallyport.domain.session;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The network address from which a request came, as far as we can know it. An IPv4 address that is mapped into IPv6 is an IPv4 address, and none
 * has a zone: that only says by which of this machine's interfaces a neighbour was met.
 */
public record ClientAddress(InetAddress value) {
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final int IPV6_PROVIDER_BYTES = 4;
    private static final int IPV4_PROVIDER_BYTES = 2;
    private static final int IPV6_GROUPS = 8;
    private static final Pattern ZEROS = Pattern.compile("(?:^|:)(0(?::0)+)(?:$|:)");
    private static final String IPV4_PART = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])";
    private static final Pattern IPV4 = Pattern.compile(IPV4_PART + "(\\." + IPV4_PART + "){3}");

    /** Of these alone Java makes an address without looking up a name, whatever else is wrong. */
    private static final Pattern IPV6 = Pattern.compile("[0-9a-fA-F]{0,4}:[0-9a-fA-F:]*(:(?<ipv4>[0-9.]+))?");

    private static final int LONGEST_IPV6 = 45;

    public ClientAddress {
        value = ofBytes(value.getAddress());
    }

    /**
     * A literal IPv4 or IPv6 address, without port, brackets or zone; nothing is ever looked up. Parts of IPv4 with a zero in front are refused,
     * since programs disagree on what they mean.
     */
    public static Parsed<ClientAddress> parse(String literal) {
        Matcher ipv6 = IPV6.matcher(literal.length() > LONGEST_IPV6 ? "" : literal);
        boolean written = ipv6.matches()
                ? isIpv4(ipv6.group("ipv4"))
                : IPV4.matcher(literal).matches();
        if (!written) {
            return Parsed.invalid(Flaw.MALFORMED);
        }
        try {
            return Parsed.valid(new ClientAddress(InetAddress.getByName(literal)));
        } catch (UnknownHostException malformed) {
            return Parsed.invalid(Flaw.MALFORMED);
        }
    }

    private static boolean isIpv4(@Nullable String end) {
        return end == null || IPV4.matcher(end).matches();
    }

    /** The same for what is known to be one. */
    public static ClientAddress of(String literal) {
        return switch (parse(literal)) {
            case Parsed.Valid<ClientAddress>(var address) -> address;
            case Parsed.Invalid<ClientAddress> malformed -> throw new IllegalArgumentException("not an IP address");
        };
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
        return ofBytes(prefix).getHostAddress() + "/" + bytes * Byte.SIZE;
    }

    private static InetAddress ofBytes(byte[] address) {
        try {
            return InetAddress.getByAddress(address);
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
