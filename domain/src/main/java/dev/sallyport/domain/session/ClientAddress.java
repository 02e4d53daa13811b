package dev.sallyport.domain.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The network address from which a request came, as far as we can know it. */
public record ClientAddress(InetAddress value) {
    private static final int IPV6_NETWORK_BYTES = 8;
    private static final int IPV6_PROVIDER_BYTES = 4;
    private static final int IPV4_PROVIDER_BYTES = 2;
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

    @Override
    public String toString() {
        return value.getHostAddress();
    }
}
