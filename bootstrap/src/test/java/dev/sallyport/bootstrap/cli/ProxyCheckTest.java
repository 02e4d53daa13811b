package dev.sallyport.bootstrap.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.bootstrap.Settings;
import dev.sallyport.persistence.DatabaseSettings;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code doctor} says of proxies. There is no database for the rest of it. */
class ProxyCheckTest {
    private static final String PROXIES = "10.0.0.0/8";

    private static Terminal terminal(String... settings) {
        Map<String, String> environment = Settings.on(
                new DatabaseSettings("jdbc:postgresql://127.0.0.1:1/none", "nobody", "nothing", 1), settings);
        return new Terminal(environment);
    }

    private static String findings(Terminal terminal, String... arguments) {
        terminal.type(
                Stream.concat(Stream.of("doctor"), Arrays.stream(arguments)).toArray(String[]::new));
        return String.join(
                "\n",
                terminal.out()
                        .lines()
                        .filter(line -> line.contains(" proxies: ") || line.contains(" request: "))
                        .toList());
    }

    @Test
    void saysThatNobodyIsTrusted() {
        assertThat(findings(terminal()))
                .isEqualTo(
                        "ok       proxies: none is trusted; a client is whoever connects, and headers are not read.");
    }

    @Test
    void saysWhoIsTrusted() {
        assertThat(findings(terminal("TRUSTED_PROXIES", PROXIES, "PUBLIC_URL", "https://id.example.com")))
                .startsWith("ok       proxies: TRUSTED_PROXIES has 10.0.0.0/8; ");
    }

    @Test
    void warnsIfSomethingMustBeInFrontAndIsNotTrusted() {
        assertThat(findings(terminal("PUBLIC_URL", "https://id.example.com")))
                .startsWith("warning  proxies: ")
                .contains("all clients will look like that one", "Set TRUSTED_PROXIES to its addresses");
    }

    @Test
    void warnsIfAProxyIsToBeLetOff() {
        assertThat(findings(terminal("TRUSTED_PROXIES", PROXIES, "CLIENT_ALLOWLIST", "10.1.2.3")))
                .startsWith("warning  proxies: TRUSTED_PROXIES and CLIENT_ALLOWLIST have addresses in common.");
    }

    @Test
    void needsSettingsThatCanBeUsed() {
        assertThat(findings(terminal("TRUSTED_PROXIES", "nginx")))
                .isEqualTo("skipped  proxies: the settings have to be mended first.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.0.0.5 | X-Forwarded-For: 198.51.100.1, 203.0.113.7 | ok | taken for 203.0.113.7 (counted as 203.0.113.7), because that is the right-most",
                "10.0.0.5 | x-forwarded-for: 2001:db8:1:2::7 | ok | taken for 2001:db8:1:2::7 (counted as 2001:db8:1:2:0:0:0:0/64), because",
                "10.0.0.5 | Forwarded: for=203.0.113.7 | ok | taken for 203.0.113.7 (counted",
                "10.0.0.5 | X-Forwarded-For: 10.9.9.9 | ok | taken for 10.9.9.9 (counted as 10.9.9.9), because all addresses",
                "10.0.0.5 | X-Forwarded-For: unknown | warning | taken for 10.0.0.5 (counted as 10.0.0.5), because that is the last one",
                "10.0.0.5 | X-Real-IP: 203.0.113.7 | warning | taken for 10.0.0.5 (counted as 10.0.0.5), because it is in TRUSTED_PROXIES, and neither",
                "203.0.113.9 | X-Forwarded-For: 198.51.100.1 | ok | taken for 203.0.113.9 (counted as 203.0.113.9), because it is not in TRUSTED_PROXIES"
            })
    void saysWhomARequestIsTakenFor(String peer, String header, String verdict, String words) {
        assertThat(findings(terminal("TRUSTED_PROXIES", PROXIES), "--peer", peer, "--header", header))
                .contains("\n" + verdict, " request: a request from " + peer + " with these headers is " + words);
    }

    @Test
    void saysThatHeadersContradictEachOther() {
        String findings = findings(
                terminal("TRUSTED_PROXIES", PROXIES),
                "--peer",
                "10.0.0.5",
                "--header",
                "X-Forwarded-For: 203.0.113.7",
                "--header",
                "Forwarded: for=198.51.100.1");

        assertThat(findings)
                .contains(
                        "\nwarning  request: ", "is taken for 10.0.0.5", "Have the proxy remove the one that it does");
    }

    @Test
    void knowsARequestWithoutHeadersAndFromALinkLocalAddress() {
        assertThat(findings(terminal(), "--peer", "fe80::1%eth0"))
                .contains("request: a request from fe80::1 is taken for fe80::1 (counted as fe80:0:0:0:0:0:0:0/64)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--peer=nginx",
                "--peer=",
                "--peer=[",
                "--header=X-Forwarded-For: 203.0.113.7",
                "--peer=10.0.0.5 --header=x"
            })
    void refusesWhatIsNoRequest(String options) {
        Terminal terminal = terminal();

        String[] typed = Stream.concat(Stream.of("doctor"), Arrays.stream(options.split(" (?=--)", -1)))
                .toArray(String[]::new);

        assertThat(terminal.type(typed)).isEqualTo(2);
        assertThat(terminal.err()).contains(options.contains("--header=X") ? "--peer" : "Give one such as");
    }
}
