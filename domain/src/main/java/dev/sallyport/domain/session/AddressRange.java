package dev.sallyport.domain.session;

import dev.sallyport.domain.parsing.Parsed;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * All addresses that begin with the same bits, of IPv4 or of IPv6, as {@code 10.0.0.0/8} says it (CIDR, RFC 4632).
 *
 * @param network the first of them; its other bits are zero
 * @param length how many bits all of them begin with
 */
public record AddressRange(ClientAddress network, int length) {
    private static final Pattern WRITTEN = Pattern.compile("([^/]*)(?:/(0|[1-9][0-9]{0,2}))?");
    private static final int IPV4_BITS = 32;
    private static final int IPV6_BITS = 128;

    public AddressRange {
        byte[] bytes = network.value().getAddress();
        if (length < 0 || length > bytes.length * Byte.SIZE || !isZeroBeyond(bytes, length)) {
            throw new IllegalArgumentException("not the first address of a range of that length");
        }
    }

    /** What became of a text. */
    public sealed interface Reading {
        record Valid(AddressRange range) implements Reading {}

        /** Its address is not the first: whoever wrote it may have meant that address alone, or all of the range. */
        record NotTheFirst(AddressRange range) implements Reading {}

        record Malformed() implements Reading {}
    }

    /** Reads a network with its length, or an address, which is a range of its own. What is mapped into IPv6 is IPv4. */
    public static Reading read(String text) {
        Matcher parts = WRITTEN.matcher(text);
        return parts.matches() ? read(parts.group(1), parts.group(2)) : new Reading.Malformed();
    }

    private static Reading read(String literal, @Nullable String written) {
        return switch (ClientAddress.parse(literal)) {
            case Parsed.Invalid<ClientAddress> malformed -> new Reading.Malformed();
            case Parsed.Valid<ClientAddress>(var address) -> read(address, length(address, literal, written));
        };
    }

    private static int length(ClientAddress address, String literal, @Nullable String written) {
        int own = bits(address);
        int most = literal.indexOf(':') < 0 ? IPV4_BITS : IPV6_BITS;
        return written == null ? own : Integer.parseInt(written) - (most - own);
    }

    private static Reading read(ClientAddress address, int length) {
        if (length < 0 || length > bits(address)) {
            return new Reading.Malformed();
        }
        AddressRange range = new AddressRange(first(address, length), length);
        return range.network.equals(address) ? new Reading.Valid(range) : new Reading.NotTheFirst(range);
    }

    private static ClientAddress first(ClientAddress address, int length) {
        byte[] bytes = address.value().getAddress();
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] &= (byte) mask(length - i * Byte.SIZE);
        }
        try {
            return new ClientAddress(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException("as many bytes as before are an address", impossible);
        }
    }

    private static boolean isZeroBeyond(byte[] bytes, int length) {
        for (int i = 0; i < bytes.length; i++) {
            if ((bytes[i] & 0xff & ~mask(length - i * Byte.SIZE)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** One byte that begins with so many ones. */
    private static int mask(int ones) {
        int within = Math.clamp(ones, 0, Byte.SIZE);
        return (0xff << (Byte.SIZE - within)) & 0xff;
    }

    private static int bits(ClientAddress address) {
        return address.value().getAddress().length * Byte.SIZE;
    }

    public boolean contains(ClientAddress address) {
        byte[] first = network.value().getAddress();
        byte[] other = address.value().getAddress();
        if (first.length != other.length) {
            return false;
        }
        for (int i = 0; i * Byte.SIZE < length; i++) {
            if (((first[i] ^ other[i]) & mask(length - i * Byte.SIZE)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** As people write it; IPv6 as RFC 5952 has it. */
    @Override
    public String toString() {
        return network + "/" + length;
    }
}
