package dev.sallyport.http.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.session.AddressRange;
import dev.sallyport.domain.session.AddressRanges;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.http.forwarding.Resolution.Reason;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The trusted proxies are 10.0.0.0/8 and 2001:db8:aaaa::/48; the request came from 10.0.0.5. */
class ClientResolverTest {
    private static final String PROXY = "10.0.0.5";
    private static final String TEMPTING = "0123456789abcdef.:,;=\"\\[]_ \tfor";

    private final ClientResolver resolver =
            new ClientResolver(AddressRanges.of(Stream.of("10.0.0.0/8", "2001:db8:aaaa::/48")
                    .map(ClientResolverTest::range)
                    .toList()));

    private static AddressRange range(String text) {
        return ((AddressRange.Reading.Valid) AddressRange.read(text)).range();
    }

    private Resolution resolve(String peer, List<String> forwardedFor, List<String> forwarded) {
        return resolver.resolve(ClientResolver.peer(peer), forwardedFor, forwarded);
    }

    private static void assertIs(Resolution resolution, String client, Reason reason) {
        assertThat(resolution.client()).hasToString(client);
        assertThat(resolution.reason()).isEqualTo(reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "203.0.113.7 | 203.0.113.7 | NAMED",
                "198.51.100.1, 203.0.113.7 | 203.0.113.7 | NAMED",
                "198.51.100.1,203.0.113.7,10.1.2.3 | 203.0.113.7 | NAMED",
                "203.0.113.7 , 10.9.9.9 , 10.1.2.3 | 203.0.113.7 | NAMED",
                "203.0.113.7, 2001:db8:aaaa::1 | 203.0.113.7 | NAMED",
                "203.0.113.7:5678 | 203.0.113.7 | NAMED",
                "[2001:db8::1]:5678 | 2001:db8::1 | NAMED",
                "[2001:db8::1] | 2001:db8::1 | NAMED",
                "2001:db8::1 | 2001:db8::1 | NAMED",
                "2001:DB8::1:80 | 2001:db8::1:80 | NAMED",
                "::ffff:203.0.113.7 | 203.0.113.7 | NAMED",
                "203.0.113.7, ::ffff:10.1.2.3 | 203.0.113.7 | NAMED",
                ", ,203.0.113.7,, | 203.0.113.7 | NAMED",
                "unknown, 203.0.113.7 | 203.0.113.7 | NAMED",
                "garbage \u0000\u00ff, 203.0.113.7 | 203.0.113.7 | NAMED",
                "10.9.9.9, 10.1.2.3 | 10.9.9.9 | PROXIES_ALONE",
                "10.1.2.3 | 10.1.2.3 | PROXIES_ALONE",
                "203.0.113.7, unknown | 10.0.0.5 | UNREADABLE",
                "203.0.113.7, unknown, 10.1.2.3 | 10.1.2.3 | UNREADABLE",
                "203.0.113.7, _hidden, 10.9.9.9, 10.1.2.3 | 10.9.9.9 | UNREADABLE",
                "203.0.113.7, 999.1.1.1, 10.1.2.3 | 10.1.2.3 | UNREADABLE",
                "203.0.113.7 198.51.100.1 | 10.0.0.5 | UNREADABLE",
                "fe80::1%eth0 | 10.0.0.5 | UNREADABLE",
                "[fe80::1%25eth0]:80 | 10.0.0.5 | UNREADABLE",
                "203.0.113.7%1 | 10.0.0.5 | UNREADABLE",
                "[203.0.113.7] | 10.0.0.5 | UNREADABLE",
                "203.0.113.7:port | 10.0.0.5 | UNREADABLE",
                "203.0.113.7: | 10.0.0.5 | UNREADABLE",
                "203.0.113.007 | 10.0.0.5 | UNREADABLE",
                "localhost | 10.0.0.5 | UNREADABLE",
                "evil.example.com | 10.0.0.5 | UNREADABLE",
                "~~ | 10.0.0.5 | NOBODY_NAMED",
                "~ , ,~ | 10.0.0.5 | NOBODY_NAMED"
            })
    void takesTheRightMostHopThatIsNoTrustedProxy(String forwardedFor, String client, Reason reason) {
        assertIs(resolve(PROXY, List.of(forwardedFor), List.of()), client, reason);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "for=203.0.113.7 | 203.0.113.7 | NAMED",
                "FOR=203.0.113.7 | 203.0.113.7 | NAMED",
                "for=\"203.0.113.7\" | 203.0.113.7 | NAMED",
                "for=\"203.0.113.7:5678\" | 203.0.113.7 | NAMED",
                "for=203.0.113.7:5678 | 203.0.113.7 | NAMED",
                "for=\"203.0.113.7:_port\" | 203.0.113.7 | NAMED",
                "For=\"[2001:db8:cafe::17]:4711\" | 2001:db8:cafe::17 | NAMED",
                "for=\"[2001:db8::1]\" | 2001:db8::1 | NAMED",
                "for=\"2\\03.0.113.7\" | 203.0.113.7 | NAMED",
                "proto=https;For=203.0.113.7;by=10.0.0.5;host=\"a,b;c=\\\"d\" | 203.0.113.7 | NAMED",
                "by=\"x, for=198.51.100.1\";for=203.0.113.7 | 203.0.113.7 | NAMED",
                ";for=203.0.113.7; | 203.0.113.7 | NAMED",
                "for=203.0.113.7 ; proto=https | 203.0.113.7 | NAMED",
                "for=198.51.100.1, for=203.0.113.7, for=10.1.2.3 | 203.0.113.7 | NAMED",
                "for=\", for=203.0.113.7 | 10.0.0.5 | UNREADABLE",
                "for=9.9.9.9;by=\", for=\"[2001:db8::1]\" | 10.0.0.5 | UNREADABLE",
                "for=9.9.9.9;by=\"\\, for=203.0.113.7 | 10.0.0.5 | UNREADABLE",
                "for=198.51.100.1;for=203.0.113.7 | 10.0.0.5 | UNREADABLE",
                "for=\"203.0.113.7\"x | 10.0.0.5 | UNREADABLE",
                "for=\"203.0.113.7 | 10.0.0.5 | UNREADABLE",
                "for=\"203.0.113.7\\ | 10.0.0.5 | UNREADABLE",
                "for= | 10.0.0.5 | UNREADABLE",
                "for | 10.0.0.5 | UNREADABLE",
                "203.0.113.7 | 10.0.0.5 | UNREADABLE",
                "f or=203.0.113.7 | 10.0.0.5 | UNREADABLE",
                "for =203.0.113.7 | 10.0.0.5 | UNREADABLE",
                "proto=https | 10.0.0.5 | UNREADABLE",
                "for=203.0.113.7, proto=https | 10.0.0.5 | UNREADABLE",
                "for=203.0.113.7, for=unknown | 10.0.0.5 | UNREADABLE",
                "for=203.0.113.7, for=_SEVKISEK, for=10.1.2.3 | 10.1.2.3 | UNREADABLE",
                "for=\"[fe80::1%eth0]\" | 10.0.0.5 | UNREADABLE",
                "~~ | 10.0.0.5 | NOBODY_NAMED"
            })
    void readsTheStandardsOwnHeaderLikewise(String forwarded, String client, Reason reason) {
        assertIs(resolve(PROXY, List.of(), List.of(forwarded)), client, reason);
    }

    /** A header of the longest kind that comes through, made for a reader that looks back. */
    @Test
    void isNotSlowedDownByWhatIsNoAddress() {
        String colons = "[" + ":".repeat(8_000);

        assertThat(Node.read(colons)).isEmpty();
        assertThat(Node.read(colons.substring(0, 128))).isEmpty();
        assertIs(resolve(PROXY, List.of(colons), List.of()), PROXY, Reason.UNREADABLE);
        assertIs(resolve(PROXY, List.of(), List.of("for=\"" + colons + "]\"")), PROXY, Reason.UNREADABLE);
    }

    @Test
    void takesSeveralLinesAsOne() {
        List<String> lines = List.of("198.51.100.1", "203.0.113.7, 10.9.9.9", "10.1.2.3");
        List<String> elements = List.of("for=198.51.100.1", "for=\"", "for=203.0.113.7,for=10.9.9.9", "for=10.1.2.3");

        assertIs(resolve(PROXY, lines, List.of()), "203.0.113.7", Reason.NAMED);
        assertIs(resolve(PROXY, List.of(), elements), "203.0.113.7", Reason.NAMED);
    }

    @ParameterizedTest
    @ValueSource(strings = {"203.0.113.9", "11.0.0.5", "2001:db8:bbbb::1", "127.0.0.1", "[2001:db8:bbbb::1%eth0]"})
    void readsNoHeadersOfThoseWhoAreNotTrusted(String peer) {
        Resolution resolution = resolve(peer, List.of("198.51.100.1"), List.of("for=198.51.100.1"));

        assertThat(resolution.client()).isEqualTo(ClientResolver.peer(peer));
        assertThat(resolution.reason()).isEqualTo(Reason.NO_PROXY);
    }

    @ParameterizedTest
    @CsvSource({
        "fe80::1%eth0, fe80::1",
        "[fe80::1%eth0], fe80::1",
        "[0:0:0:0:0:0:0:1], ::1",
        "0:0:0:0:0:0:0:1%1, ::1",
        "::ffff:10.0.0.5, 10.0.0.5",
        "10.0.0.5, 10.0.0.5"
    })
    void readsTheConnectionsOwnAddressWithOrWithoutAZone(String written, String address) {
        assertThat(ClientResolver.peer(written)).hasToString(address);
    }

    @Test
    void believesBothHeadersIfTheyNameTheSame() {
        assertIs(
                resolve(PROXY, List.of("203.0.113.7, 10.1.2.3"), List.of("for=203.0.113.7")),
                "203.0.113.7",
                Reason.NAMED);
    }

    @ParameterizedTest
    @CsvSource({"203.0.113.7, for=198.51.100.1", "203.0.113.7, for=unknown", "unknown, for=198.51.100.1"})
    void believesNeitherIfTheyDoNot(String forwardedFor, String forwarded) {
        assertIs(resolve(PROXY, List.of(forwardedFor), List.of(forwarded)), PROXY, Reason.CONTRADICTION);
    }

    @Test
    void remembersEverybodyWhomContradictingHeadersName() {
        assertThat(resolve(PROXY, List.of("203.0.113.7"), List.of("for=198.51.100.1"))
                        .suspects())
                .extracting(ClientAddress::toString)
                .containsExactlyInAnyOrder(PROXY, "203.0.113.7", "198.51.100.1");
        assertThat(resolve(PROXY, List.of("203.0.113.7"), List.of()).suspects())
                .extracting(ClientAddress::toString)
                .containsExactly("203.0.113.7");
    }

    @Test
    void followsAHundredHopsAndNoMore() {
        String hundred = String.join(",", Collections.nCopies(100, "10.1.2.3"));

        assertIs(resolve(PROXY, List.of(hundred), List.of()), "10.1.2.3", Reason.PROXIES_ALONE);
        assertIs(resolve(PROXY, List.of("203.0.113.7," + hundred), List.of()), "10.1.2.3", Reason.TOO_MANY_HOPS);
        assertIs(
                resolve(PROXY, List.of("203.0.113.7," + hundred.substring(9)), List.of()), "203.0.113.7", Reason.NAMED);
    }

    @Test
    void isNotImpressedByTenThousandHops() {
        String many = String.join(",", Collections.nCopies(10_000, "198.51.100.1"));
        String quotes = "for=\"" + "\\\"".repeat(50_000);

        assertIs(resolve(PROXY, List.of(many + ", 203.0.113.7"), List.of()), "203.0.113.7", Reason.NAMED);
        assertIs(resolve(PROXY, Collections.nCopies(10_000, "198.51.100.1"), List.of()), "198.51.100.1", Reason.NAMED);
        assertIs(resolve(PROXY, List.of(), List.of(quotes)), PROXY, Reason.UNREADABLE);
        assertIs(resolve(PROXY, List.of(",".repeat(100_000)), List.of()), PROXY, Reason.NOBODY_NAMED);
    }

    @RepeatedTest(20)
    void takesAnythingForTheClientsOwnAddressOrOneThatAProxyVouchedFor(RepetitionInfo repetition) {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 500; i++) {
            List<String> forwardedFor = List.of(anything(random), anything(random));
            List<String> forwarded = List.of(anything(random) + "," + anything(random));
            // What the proxy adds, at the end, in a line of its own or not.
            List<String> added = List.of(forwarded.getFirst() + ", for=\"[2001:db8::7]:80\"");

            assertIs(resolve(PROXY, concat(forwardedFor, "203.0.113.7"), List.of()), "203.0.113.7", Reason.NAMED);
            assertIs(resolve(PROXY, List.of(), concat(forwarded, "for=203.0.113.7")), "203.0.113.7", Reason.NAMED);
            assertThat(resolve(PROXY, List.of(), added).client().toString())
                    .as("of %s", added)
                    .isIn("2001:db8::7", PROXY);
            assertThat(resolve("203.0.113.9", forwardedFor, forwarded).client()).hasToString("203.0.113.9");
        }
    }

    private static List<String> concat(List<String> lines, String last) {
        return Stream.concat(lines.stream(), Stream.of(last)).toList();
    }

    private static String anything(Random random) {
        if (random.nextBoolean()) {
            byte[] bytes = new byte[random.nextInt(60)];
            random.nextBytes(bytes);
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(60); i > 0; i--) {
            text.append(TEMPTING.charAt(random.nextInt(TEMPTING.length())));
        }
        return text.toString();
    }
}
