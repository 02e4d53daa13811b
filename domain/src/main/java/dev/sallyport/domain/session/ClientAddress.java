package dev.sallyport.domain.session;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.regex.Pattern;

/** The network address from which a request came, as far as we can know it. */
public record ClientAddress(InetAddress value) {
    private static final int IPV6_NETWORK_BYTES = 8;
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
        if (!(value instanceof Inet6Address)) {
            return value.getHostAddress();
        }
        byte[] network = Arrays.copyOf(Arrays.copyOf(value.getAddress(), IPV6_NETWORK_BYTES), 16);
        try {
            return InetAddress.getByAddress(network).getHostAddress() + "/64";
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("sixteen bytes are an IPv6 address", impossible);
        }
    }

    @Override
    public String toString() {
        return value.getHostAddress();
    }
}
