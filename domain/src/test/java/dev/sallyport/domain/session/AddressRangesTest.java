package dev.sallyport.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class AddressRangesTest {
    private static AddressRanges ranges(String... ranges) {
        return AddressRanges.of(Stream.of(ranges).map(AddressRangeTest::range).toList());
    }

    @Test
    void containsNothingIfThereIsNone() {
        assertThat(AddressRanges.none().contains(ClientAddress.of("10.0.0.1"))).isFalse();
        assertThat(AddressRanges.none().contains(ClientAddress.of("::1"))).isFalse();
        assertThat(AddressRanges.none().isEmpty()).isTrue();
    }

    @Test
    void findsAnAddressInTheRangeAroundOthers() {
        AddressRanges ranges = ranges("10.0.0.0/8", "10.1.0.0/16", "10.1.2.3", "10.0.0.0/8");

        assertThat(ranges.contains(ClientAddress.of("10.1.2.4"))).isTrue();
        assertThat(ranges.contains(ClientAddress.of("10.200.0.1"))).isTrue();
        assertThat(ranges.contains(ClientAddress.of("11.0.0.0"))).isFalse();
        assertThat(ranges).hasToString("10.0.0.0/8");
        assertThat(ranges.size()).isEqualTo(1);
    }

    @Test
    void keepsBothKindsOfAddressesApart() {
        AddressRanges ranges = ranges("::/0", "203.0.113.0/24");

        assertThat(ranges.contains(ClientAddress.of("::1:0:0:0"))).isTrue();
        assertThat(ranges.contains(ClientAddress.of("ffff::"))).isTrue();
        assertThat(ranges.contains(ClientAddress.of("203.0.113.7"))).isTrue();
        assertThat(ranges.contains(ClientAddress.of("198.51.100.1"))).isFalse();
    }

    @Test
    void overlapsWhateverHasAnAddressInCommon() {
        assertThat(ranges("10.0.0.0/8").overlap(ranges("10.1.2.3"))).isTrue();
        assertThat(ranges("10.1.2.3").overlap(ranges("10.0.0.0/8"))).isTrue();
        assertThat(ranges("10.0.0.0/8", "::1").overlap(ranges("11.0.0.0/8", "::/64")))
                .isTrue();
        assertThat(ranges("10.0.0.0/8").overlap(ranges("11.0.0.0/8", "::/0"))).isFalse();
        assertThat(ranges("10.0.0.0/8").overlap(AddressRanges.none())).isFalse();
    }

    @RepeatedTest(10)
    void findsExactlyWhatASearchOfAllOfThemFinds(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        List<AddressRange> all =
                IntStream.range(0, 300).mapToObj(i -> anyRange(random)).toList();

        AddressRanges ranges = AddressRanges.of(all);

        for (int i = 0; i < 3000; i++) {
            ClientAddress address = anyAddress(random);
            assertThat(ranges.contains(address))
                    .as("%s in %s", address, all)
                    .isEqualTo(all.stream().anyMatch(range -> range.contains(address)));
        }
    }

    /** Of few different addresses, so that many are within others, or next to them. */
    private static ClientAddress anyAddress(Random random) {
        byte[] bytes = new byte[random.nextBoolean() ? 4 : 16];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (random.nextInt(4) == 0 ? random.nextInt(256) : random.nextBoolean() ? 0 : 0xff);
        }
        try {
            return new ClientAddress(InetAddress.getByAddress(bytes));
        } catch (UnknownHostException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static AddressRange anyRange(Random random) {
        ClientAddress address = anyAddress(random);
        int length = random.nextInt(address.value().getAddress().length * Byte.SIZE) + 1;
        return switch (AddressRange.read(address + "/" + length)) {
            case AddressRange.Reading.Valid(var range) -> range;
            case AddressRange.Reading.NotTheFirst(var range) -> range;
            case AddressRange.Reading.Malformed malformed -> throw new AssertionError(address + "/" + length);
        };
    }
}
