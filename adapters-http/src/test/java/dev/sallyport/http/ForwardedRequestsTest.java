package dev.sallyport.http;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Fakes;
import dev.sallyport.domain.session.AddressRange;
import dev.sallyport.domain.session.AddressRanges;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.io.IOException;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests as they come over a connection from a proxy, which is this machine. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForwardedRequestsTest {
    private static final String CUT_OFF = "cut off";
    private static final HttpSettings SETTINGS = new HttpSettings(
            "::",
            0,
            null,
            URI.create("https://accounts.example.com"),
            "Sallyport",
            List.of(),
            TestServer.SETTINGS.defaultLocale(),
            TestServer.SETTINGS.shutdownGrace());

    private TestServer behindProxy;
    private TestServer open;

    @BeforeAll
    void start() {
        behindProxy = server("127.0.0.0/8", "::1");
        open = server();
    }

    private static TestServer server(String... trusted) {
        AddressRanges proxies = AddressRanges.of(Stream.of(trusted)
                .map(range -> ((AddressRange.Reading.Valid) AddressRange.read(range)).range())
                .toList());
        Fakes fakes = new Fakes();
        return TestServer.start(fakes, fakes.sallyport(), SETTINGS.trusting(proxies), List.of(), List.of(new WhoAmI()));
    }

    @AfterAll
    void stop() {
        behindProxy.close();
        open.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "X-Forwarded-For: 198.51.100.1, 203.0.113.7 | 203.0.113.7",
                "x-forwarded-for: 198.51.100.1 ¶ X-Forwarded-For: 203.0.113.7 ¶ X-FORWARDED-FOR: 127.0.0.2 | 203.0.113.7",
                "X-Forwarded-For: [2001:db8::1]:443 | 2001:db8::1",
                "X-Forwarded-For: fe80::1%eth0 | 127.0.0.1",
                "X-Forwarded-For: \u00ff\u00fe\u0080, \u00c3( | 127.0.0.1",
                "X-Forwarded-For: | 127.0.0.1",
                "Forwarded: for=\"[2001:db8::1%1]\" | 127.0.0.1",
                "Forwarded: for=198.51.100.1;proto=http, For=\"203.0.113.7:80\" | 203.0.113.7",
                "Forwarded: for=198.51.100.1 ¶ Forwarded: for=203.0.113.7 | 203.0.113.7",
                "Forwarded: \"\\\";;==,,for=\u00ff | 127.0.0.1",
                "Forwarded: for=203.0.113.7 ¶ X-Forwarded-For: 203.0.113.7 | 203.0.113.7",
                "Forwarded: for=198.51.100.1 ¶ X-Forwarded-For: 203.0.113.7 | 127.0.0.1",
                "X-Real-IP: 203.0.113.7 ¶ True-Client-IP: 203.0.113.7 ¶ X-Client-IP: 203.0.113.7 | 127.0.0.1"
            })
    void areTakenForWhomTheProxyNames(String lines, String client) throws IOException {
        String headers = lines.replace(" ¶ ", "\n");

        assertThat(clientOf(behindProxy, "127.0.0.1", headers)).isEqualTo(client);
        assertThat(clientOf(open, "127.0.0.1", headers)).isEqualTo("127.0.0.1");
    }

    @Test
    void areTakenForWhomTheProxyNamesOverIpv6Too() throws IOException {
        assertThat(clientOf(behindProxy, "::1", "X-Forwarded-For: 203.0.113.7")).isEqualTo("203.0.113.7");
        assertThat(clientOf(open, "::1", "X-Forwarded-For: 203.0.113.7")).isEqualTo("::1");
    }

    @Test
    void mayComeFromALinkLocalAddressWithAZone() throws IOException {
        Optional<Inet6Address> own = linkLocal();
        Assumptions.assumeTrue(own.isPresent(), "no interface has a link-local address");

        String client = clientOf(open, own.get().getHostAddress(), "X-Forwarded-For: 203.0.113.7");

        assertThat(client).startsWith("fe80:").doesNotContain("%");
    }

    private static Optional<Inet6Address> linkLocal() throws SocketException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(Inet6Address.class::isInstance)
                .map(Inet6Address.class::cast)
                .filter(Inet6Address::isLinkLocalAddress)
                .findFirst();
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 10, 100, 1000, 10_000})
    void areAnsweredHoweverManyHopsThereAre(int hops) throws IOException {
        String oneLine = "X-Forwarded-For: " + "1::,".repeat(hops) + "203.0.113.7";
        String manyLines = "X-Forwarded-For: 1::\n".repeat(Math.min(hops, 20_000)) + "X-Forwarded-For: 203.0.113.7";

        for (String headers : List.of(oneLine, manyLines)) {
            assertThat(exchangeOrCutOff(headers))
                    .satisfiesAnyOf(
                            fits -> assertThat(fits).endsWith("{\"client\":\"203.0.113.7\"}"),
                            tooLarge -> assertThat(tooLarge)
                                    .startsWith("HTTP/1.1 431 ")
                                    .contains("headers-too-large"),
                            cutOff -> assertThat(cutOff).isEqualTo(CUT_OFF));
        }
        assertThat(clientOf(behindProxy, "127.0.0.1", "X-Forwarded-For: 203.0.113.7"))
                .isEqualTo("203.0.113.7");
    }

    /** Whoever is still sending far too much when the answer leaves may lose it. */
    private String exchangeOrCutOff(String headers) throws IOException {
        try {
            return exchange(behindProxy, "127.0.0.1", headers);
        } catch (SocketException cutOff) {
            assertThat(headers).hasSizeGreaterThan(16 * 1024);
            return CUT_OFF;
        }
    }

    @RepeatedTest(10)
    void areAnsweredWhateverBytesThereAre(RepetitionInfo repetition) throws IOException {
        Random random = new Random(repetition.getCurrentRepetition());
        for (int i = 0; i < 20; i++) {
            String headers = "X-Forwarded-For: " + bytes(random) + "\nForwarded: " + bytes(random);

            assertThat(exchange(behindProxy, "127.0.0.1", headers)).containsPattern("^HTTP/1\\.1 (200|400) ");
        }
    }

    /** Anything that does not end the line. */
    private static String bytes(Random random) {
        byte[] bytes = new byte[random.nextInt(200)];
        random.nextBytes(bytes);
        return new String(bytes, ISO_8859_1).replaceAll("[\r\n]", " ");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Host: evil.example.com",
                "X-Forwarded-Host: evil.example.com",
                "X-Forwarded-Proto: http",
                "X-Forwarded-Port: 81",
                "X-Forwarded-Scheme: http",
                "X-Forwarded-Prefix: /evil",
                "X-Forwarded-Server: evil.example.com",
                "Front-End-Https: off",
                "X-Original-URL: /evil",
                "Forwarded: host=evil.example.com;proto=http;for=203.0.113.7"
            })
    void changeNeitherHostNorSchemeOfAnything(String header) throws IOException {
        String expected = withoutIds(exchange(behindProxy, "127.0.0.1", "Accept: */*", "/nothing/here"));

        String answer = withoutIds(exchange(behindProxy, "127.0.0.1", header, "/nothing/here"));

        assertThat(answer)
                .isEqualTo(expected)
                .contains("Strict-Transport-Security: ", "\"https://accounts.example.com/problems/not-found\"");
    }

    @Test
    void areMailedLinksOfThePublicUrlAlone() {
        ApiAnswer answer = behindProxy.send(ApiRequest.post("/api/v1/auth/register")
                .header("X-Forwarded-Host", "evil.example.com")
                .header("X-Forwarded-Proto", "http")
                .header("Forwarded", "for=203.0.113.7;host=evil.example.com;proto=http")
                .json("{\"email\": \"ada@example.com\", \"password\": \"correct horse battery staple\"}"));

        assertThat(answer.status()).isEqualTo(202);
        assertThat(behindProxy.mailed("verify-address")).isNotBlank().doesNotContain("evil.example.com");
    }

    private static String withoutIds(String answer) {
        return answer.replaceAll("[0-9a-f-]{36}|Date: [^\r]*", "…");
    }

    private static String clientOf(TestServer server, String host, String headers) throws IOException {
        String answer = exchange(server, host, headers);
        assertThat(answer).startsWith("HTTP/1.1 200 ");
        return answer.replaceFirst("(?s).*\\{\"client\":\"([^\"]*)\"}", "$1");
    }

    private static String exchange(TestServer server, String host, String headers) throws IOException {
        return exchange(server, host, headers, WhoAmI.PATH);
    }

    private static String exchange(TestServer server, String host, String headers, String path) throws IOException {
        String hostHeader = headers.startsWith("Host:") ? "" : "Host: localhost\n";
        String request = "GET " + path + " HTTP/1.1\n" + hostHeader + headers + "\nConnection: close\n\n";
        try (Socket socket =
                new Socket(InetAddress.getByName(host), server.server().port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(request.replace("\n", "\r\n").getBytes(ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }
}
