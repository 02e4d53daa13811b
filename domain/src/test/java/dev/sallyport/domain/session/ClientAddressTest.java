package dev.sallyport.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import java.net.Inet6Address;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClientAddressTest {
    private static final String TEMPTING = "0123456789abcdefABCDEF....::::::%/[] x";

    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::, ::",
        "::1, ::1",
        "1::, 1::",
        "FE80::1, fe80::1",
        "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
        "::ffff:203.0.113.7, 203.0.113.7",
        "::FFFF:cb00:7107, 203.0.113.7",
        "64:ff9b::203.0.113.7, 64:ff9b::cb00:7107"
    })
    void readsLiterals(String literal, String address) {
        assertThat(ClientAddress.parse(literal).orThrow()).hasToString(address);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":",
                ":::",
                "1::2::3",
                "1:2:3:4:5:6:7",
                "1:2:3:4:5:6:7:8:9",
                "12345::",
                "::g",
                "fe80::1%eth0",
                "fe80::1%1",
                "::1%",
                "[::1]",
                "1.2.3.4%1",
                "1.2.3",
                "1",
                "16909060",
                "0x1.2.3.4",
                "01.2.3.4",
                "1.2.3.04",
                "256.1.1.1",
                "1.2.3.4.",
                "1.2.3.4 ",
                "1.2.3.4:80",
                "::ffff:01.2.3.4",
                "::ffff:1.2.3",
                "::ffff:1.2.3.4.5",
                "1.2.3.4::",
                "localhost",
                "example.com",
                "１.2.3.4",
                "1.2.3.4\u0000"
            })
    void refusesEverythingElse(String text) {
        assertThat(ClientAddress.parse(text)).isEqualTo(Parsed.invalid(Flaw.MALFORMED));
    }

    @Test
    void hasNoZoneWhoeverMadeIt() throws UnknownHostException {
        byte[] linkLocal = ClientAddress.of("fe80::1").value().getAddress();

        ClientAddress zoned = new ClientAddress(Inet6Address.getByAddress(null, linkLocal, 3));

        assertThat(zoned).isEqualTo(ClientAddress.of("fe80::1"));
        assertThat(zoned.value().getHostAddress()).doesNotContain("%");
    }

    @RepeatedTest(20)
    void makesAnAddressOrARefusalOfAnything(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 1000; i++) {
            String text = i % 2 == 0 ? noise(random) : tempting(random);

            switch (ClientAddress.parse(text)) {
                case Parsed.Valid<ClientAddress>(var address) ->
                    assertThat(ClientAddress.of(address.toString())).as(text).isEqualTo(address);
                case Parsed.Invalid<ClientAddress>(var flaw) -> assertThat(flaw).isEqualTo(Flaw.MALFORMED);
            }
        }
    }

    private static String noise(Random random) {
        byte[] bytes = new byte[random.nextInt(40)];
        random.nextBytes(bytes);
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }

    private static String tempting(Random random) {
        return random.ints(random.nextInt(50), 0, TEMPTING.length())
                .mapToObj(TEMPTING::charAt)
                .map(String::valueOf)
                .reduce("", String::concat);
    }
}
