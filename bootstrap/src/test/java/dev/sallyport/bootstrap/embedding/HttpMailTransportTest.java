package dev.sallyport.bootstrap.embedding;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.mail.Mail;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The documented way to send mail by a provider's HTTP API, with a stub of one. */
class HttpMailTransportTest {
    private final List<JsonNode> bodies = new ArrayList<>();
    private final List<Headers> headers = new ArrayList<>();
    private HttpServer provider;
    private volatile int status = 202;

    @BeforeEach
    void start() throws IOException {
        provider = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        provider.createContext("/v1/mails", this::take);
        provider.start();
    }

    @AfterEach
    void stop() {
        provider.stop(0);
    }

    private synchronized void take(HttpExchange exchange) throws IOException {
        bodies.add(new ObjectMapper().readTree(exchange.getRequestBody()));
        headers.add(exchange.getRequestHeaders());
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }

    private HttpMailTransport transport() {
        URI api = URI.create("http://localhost:" + provider.getAddress().getPort() + "/v1/mails");
        return new HttpMailTransport(api, "k3y", "accounts@example.com");
    }

    @Test
    void handsEverythingOverWithTheMailsIdSoThatNothingArrivesTwice() {
        Mail mail = Samples.mail("12345678 is your \"code\"");

        assertThat(transport().deliver(mail)).isEqualTo(new Delivery.Delivered());
        assertThat(transport().deliver(mail)).isEqualTo(new Delivery.Delivered());

        assertThat(bodies.getFirst().path("to").asText()).isEqualTo("ada@example.com");
        assertThat(bodies.getFirst().path("from").asText()).isEqualTo("accounts@example.com");
        assertThat(bodies.getFirst().path("subject").asText()).isEqualTo("12345678 is your \"code\"");
        assertThat(bodies.getFirst().path("text").asText())
                .isEqualTo(mail.content().text());
        assertThat(bodies.getFirst().path("html").asText())
                .isEqualTo(mail.content().html());
        assertThat(headers).hasSize(2).allSatisfy(sent -> {
            assertThat(sent.getFirst("Idempotency-Key")).isEqualTo(mail.id().toString());
            assertThat(sent.getFirst("Authorization")).isEqualTo("Bearer k3y");
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 413, 422})
    void takesARefusalOfTheMailForOne(int answer) {
        status = answer;

        assertThat(transport().deliver(Samples.mail("no"))).isEqualTo(new Delivery.Refused("http " + answer));
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 401, 403, 404, 408, 409, 429, 500, 502, 503})
    void triesAgainWhereTheMailIsNotToBlame(int answer) {
        status = answer;

        assertThat(transport().deliver(Samples.mail("later"))).isEqualTo(new Delivery.Postponed("http " + answer));
    }

    @Test
    void triesAgainWhenNobodyAnswers() {
        HttpMailTransport transport = transport();
        provider.stop(0);

        assertThat(transport.deliver(Samples.mail("later"))).isEqualTo(new Delivery.Postponed("no answer"));
        assertThat(transport.destination()).isEqualTo("localhost");
    }

    @Test
    void standsInTheDocumentationWordForWord() throws IOException {
        String source =
                Files.readString(Path.of("src/test/java/dev/sallyport/bootstrap/embedding/HttpMailTransport.java"));
        String example = source.substring(
                        source.indexOf("// example") + "// example".length(), source.indexOf("// end"))
                .strip();

        assertThat(Files.readString(Path.of("..", "docs", "embedding.md"))).contains("```java\n" + example + "\n```");
    }
}
