package dev.sallyport.domain.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientTest {
    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "2001:db8:1:2:3:4:5:6, 2001:db8:1:2:0:0:0:0/64",
        "2001:db8:1:2::1, 2001:db8:1:2:0:0:0:0/64",
        "::ffff:203.0.113.7, 203.0.113.7"
    })
    void isCountedByItsNetwork(String address, String network) {
        assertThat(ClientAddress.of(address).network()).isEqualTo(network);
    }

    @ParameterizedTest
    @CsvSource({
        "203.0.113.7, 203.0.113.7",
        "2001:DB8:0:0:0:0:0:7, 2001:db8::7",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8:1:2:3:4:0:0, 2001:db8:1:2:3:4::",
        "2001:db8:10:0:20:0:0:30, 2001:db8:10:0:20::30",
        "::1, ::1",
        "::, ::"
    })
    void isWrittenAsPeopleWriteIt(String address, String written) {
        assertThat(ClientAddress.of(address)).hasToString(written);
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.7, 203.0.0.0/16", "2001:db8:1:2::1, 2001:db8:0:0:0:0:0:0/32"})
    void isRoughlyWhereItsProviderIs(String address, String provider) {
        assertThat(ClientAddress.of(address).provider()).isEqualTo(provider);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost", "example.com", "cafe", "1.2.3", "1.2.3.4.5", "999.1.1.1", ":::"})
    void refusesWhatIsNoAddressWithoutLookingItUp(String text) {
        assertThatThrownBy(() -> ClientAddress.of(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void cannotForgeALineByItsName() {
        Client client = new Client(ClientAddress.of("203.0.113.7"), "curl\r\nINFO all is well" + "x".repeat(300));

        assertThat(client.userAgent()).doesNotContain("\r", "\n").hasSize(256);
    }

    @Test
    void mayBeNameless() {
        assertThat(new Client(ClientAddress.of("203.0.113.7"), " \t ").userAgent())
                .isNull();
    }
}
