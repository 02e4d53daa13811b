package dev.sallyport.domain.session;

import java.net.Inet6Address;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Any number of ranges, in which an address is found by bisection. Two ranges have nothing in common or one lies within the other, so
 * where those that lie within others are left out, an address can only be in the last one that does not begin after it.
 */
public final class AddressRanges {
    private static final AddressRanges NONE = new AddressRanges(List.of());

    private final Family ipv4;
    private final Family ipv6;

    private AddressRanges(Collection<AddressRange> ranges) {
        this.ipv4 = Family.of(ranges.stream().filter(range -> !isIpv6(range.network())));
        this.ipv6 = Family.of(ranges.stream().filter(range -> isIpv6(range.network())));
    }

    public static AddressRanges of(Collection<AddressRange> ranges) {
        return ranges.isEmpty() ? NONE : new AddressRanges(ranges);
    }

    public static AddressRanges none() {
        return NONE;
    }

    private static boolean isIpv6(ClientAddress address) {
        return address.value() instanceof Inet6Address;
    }

    public boolean contains(ClientAddress address) {
        return (isIpv6(address) ? ipv6 : ipv4).contains(address);
    }

    /** Whether any address is in both. */
    public boolean overlap(AddressRanges others) {
        return stream().anyMatch(range -> others.contains(range.network()))
                || others.stream().anyMatch(range -> contains(range.network()));
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /** How many there are, but for those that lie within others. */
    public int size() {
        return ipv4.ranges.length + ipv6.ranges.length;
    }

    /** All of these, and another one. */
    public AddressRanges and(AddressRange another) {
        return of(Stream.concat(stream(), Stream.of(another)).toList());
    }

    private Stream<AddressRange> stream() {
        return Stream.of(ipv4, ipv6).flatMap(family -> Arrays.stream(family.ranges));
    }

    /** All of them, parted by commas. */
    @Override
    public String toString() {
        return stream().map(AddressRange::toString).collect(Collectors.joining(", "));
    }

    /** Ranges of one kind, in order, none within another. What a search needs stands in arrays of its own, so that it stays in the cache. */
    private static final class Family {
        private static final Comparator<AddressRange> WIDER_FIRST = Comparator.<AddressRange>comparingLong(
                        range -> high(bytes(range.network())) + Long.MIN_VALUE)
                .thenComparingLong(range -> low(bytes(range.network())) + Long.MIN_VALUE)
                .thenComparingInt(AddressRange::length);

        private final AddressRange[] ranges;
        private final long[] high;
        private final long[] low;
        private final int[] lengths;

        private Family(AddressRange[] ranges) {
            this.ranges = ranges;
            this.high = Arrays.stream(ranges)
                    .mapToLong(range -> high(bytes(range.network())))
                    .toArray();
            this.low = Arrays.stream(ranges)
                    .mapToLong(range -> low(bytes(range.network())))
                    .toArray();
            this.lengths = Arrays.stream(ranges).mapToInt(AddressRange::length).toArray();
        }

        static Family of(Stream<AddressRange> unordered) {
            AddressRange[] sorted = unordered.sorted(WIDER_FIRST).toArray(AddressRange[]::new);
            int kept = 0;
            for (AddressRange range : sorted) {
                if (kept == 0 || !sorted[kept - 1].contains(range.network())) {
                    sorted[kept++] = range;
                }
            }
            return new Family(Arrays.copyOf(sorted, kept));
        }

        boolean contains(ClientAddress address) {
            byte[] bytes = bytes(address);
            long wantedHigh = high(bytes);
            long wantedLow = low(bytes);
            int last = lastNotAfter(wantedHigh, wantedLow);
            return last >= 0
                    && ((high[last] ^ wantedHigh) & ones(lengths[last])) == 0
                    && ((low[last] ^ wantedLow) & ones(lengths[last] - Long.SIZE)) == 0;
        }

        private int lastNotAfter(long wantedHigh, long wantedLow) {
            int from = 0;
            int to = ranges.length;
            while (from < to) {
                int middle = (from + to) >>> 1;
                int order = Long.compareUnsigned(high[middle], wantedHigh);
                if (order == 0) {
                    order = Long.compareUnsigned(low[middle], wantedLow);
                }
                if (order <= 0) {
                    from = middle + 1;
                } else {
                    to = middle;
                }
            }
            return from - 1;
        }

        private static byte[] bytes(ClientAddress address) {
            return address.value().getAddress();
        }

        private static long high(byte[] bytes) {
            return number(bytes, 0);
        }

        private static long low(byte[] bytes) {
            return number(bytes, Long.BYTES);
        }

        private static long number(byte[] bytes, int from) {
            long number = 0;
            for (int i = from; i < from + Long.BYTES; i++) {
                number = (number << Byte.SIZE) | (i < bytes.length ? bytes[i] & 0xff : 0);
            }
            return number;
        }

        /** So many ones, and then zeros. */
        private static long ones(int count) {
            return count <= 0 ? 0 : -1L << Math.max(0, Long.SIZE - count);
        }
    }
}
