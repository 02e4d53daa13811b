package dev.sallyport.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.domain.session.AddressRange.Reading;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0/8",
        "10.0.0.5, 10.0.0.5/32",
        "0.0.0.0/0, 0.0.0.0/0",
        "192.168.4.128/25, 192.168.4.128/25",
        "2001:DB8::/32, 2001:db8::/32",
        "2001:db8::1, 2001:db8::1/128",
        "::/0, ::/0",
        "::ffff:10.0.0.0/104, 10.0.0.0/8",
        "::ffff:10.0.0.5, 10.0.0.5/32",
        "::ffff:0:0/96, 0.0.0.0/0"
    })
    void readsNetworksAndAddresses(String text, String range) {
        assertThat(AddressRange.read(text))
                .isInstanceOfSatisfying(
                        Reading.Valid.class, valid -> assertThat(valid.range()).hasToString(range));
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1/8, 10.0.0.0/8",
        "192.168.4.129/25, 192.168.4.128/25",
        "1.2.3.4/0, 0.0.0.0/0",
        "2001:db8::1/64, 2001:db8::/64",
        "2001:db8:ffff::/33, 2001:db8:8000::/33",
        "::ffff:10.0.0.1/104, 10.0.0.0/8"
    })
    void saysWhichNetworkWasMeantIfBitsBeyondItAreSet(String text, String meant) {
        assertThat(AddressRange.read(text))
                .isInstanceOfSatisfying(
                        Reading.NotTheFirst.class,
                        other -> assertThat(other.range()).hasToString(meant));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/08",
                "10.0.0.0/8/8",
                "10.0.0.0/255.0.0.0",
                "10.0.0.0 /8",
                "10/8",
                "10.0.0/8",
                "010.0.0.0/8",
                "10.*",
                "10.0.0.0-10.0.0.9",
                "2001:db8::/129",
                "2001:db8::/999",
                "2001:db8::/9999999999",
                "::ffff:10.0.0.0/8",
                "fe80::1%eth0",
                "fe80::%eth0/64",
                "[::1]/128",
                "example.com",
                "example.com/8"
            })
    void refusesEverythingElse(String text) {
        assertThat(AddressRange.read(text)).isInstanceOf(Reading.Malformed.class);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 9.255.255.255, false",
        "10.0.0.0/8, ::ffff:10.1.2.3, true",
        "10.1.2.3, 10.1.2.3, true",
        "10.1.2.3, 10.1.2.2, false",
        "192.168.4.128/25, 192.168.4.127, false",
        "192.168.4.128/25, 192.168.4.255, true",
        "0.0.0.0/0, 203.0.113.7, true",
        "0.0.0.0/0, 2001:db8::1, false",
        "::/0, 2001:db8::1, true",
        "::/0, 203.0.113.7, false",
        "2001:db8::/33, 2001:db8:7fff::, true",
        "2001:db8::/33, 2001:db8:8000::, false"
    })
    void containsWhatBeginsLikeIt(String range, String address, boolean contained) {
        assertThat(range(range).contains(ClientAddress.of(address))).isEqualTo(contained);
    }

    @Test
    void cannotBeMadeOfAnAddressWithinIt() {
        assertThatThrownBy(() -> new AddressRange(ClientAddress.of("10.0.0.1"), 8))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new AddressRange(ClientAddress.of("10.0.0.0"), 33))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static AddressRange range(String text) {
        return ((Reading.Valid) AddressRange.read(text)).range();
    }
}
