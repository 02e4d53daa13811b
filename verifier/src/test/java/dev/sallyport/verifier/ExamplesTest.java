package dev.sallyport.verifier;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.verifier.examples.AccessTokenFilter;
import dev.sallyport.verifier.examples.OrdersService;
import dev.sallyport.verifier.examples.OrdersServlet;
import io.javalin.Javalin;
import jakarta.servlet.DispatcherType;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.FilterHolder;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.servlet.ServletHolder;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Both examples do the same, by HTTP. */
class ExamplesTest {
    private static final TestKey KEY = TestKey.generate("019-key");
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final JwksServer keys = JwksServer.publishing(KEY);
    private final MutableClock clock = new MutableClock();
    private AutoCloseable service = () -> {};

    enum Example {
        JAVALIN,
        SERVLET
    }

    private int start(Example example) throws Exception {
        SallyportVerifier verifier = SallyportVerifier.builder(Samples.ISSUER)
                .audience(Samples.AUDIENCE)
                .jwksUri(keys.uri())
                .clock(clock)
                .build();
        return switch (example) {
            case JAVALIN -> startJavalin(verifier);
            case SERVLET -> startJetty(verifier);
        };
    }

    private int startJavalin(SallyportVerifier verifier) {
        Javalin javalin = OrdersService.create(verifier).start("127.0.0.1", 0);
        service = javalin::stop;
        return javalin.port();
    }

    private int startJetty(SallyportVerifier verifier) throws Exception {
        ServletContextHandler context = new ServletContextHandler("/");
        context.addFilter(new FilterHolder(new AccessTokenFilter(verifier)), "/*", EnumSet.of(DispatcherType.REQUEST));
        context.addServlet(new ServletHolder(new OrdersServlet()), "/orders");
        Server jetty = new Server();
        ServerConnector connector = new ServerConnector(jetty);
        connector.setHost("127.0.0.1");
        jetty.addConnector(connector);
        jetty.setHandler(context);
        jetty.start();
        service = jetty::stop;
        return connector.getLocalPort();
    }

    @AfterEach
    void stop() throws Exception {
        service.close();
        keys.close();
    }

    private static HttpResponse<String> orders(int port, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/orders"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private static String bearer(Forge token) {
        return "Bearer " + token.token();
    }

    private static Optional<String> challenge(HttpResponse<?> answer) {
        return answer.headers().firstValue("WWW-Authenticate");
    }

    @ParameterizedTest
    @EnumSource
    void servesWhoeverMay(Example example) throws Exception {
        String token = bearer(Samples.forge(KEY).claim("permissions", "[\"orders:read\"]"));

        HttpResponse<String> answer = orders(start(example), "Authorization", token);

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEqualTo("The orders of " + Samples.USER);
    }

    @ParameterizedTest
    @EnumSource
    void asksForATokenWhereThereIsNone(Example example) throws Exception {
        HttpResponse<String> answer = orders(start(example));

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).contains("Bearer");
        assertThat(answer.body()).doesNotContain("orders of");
    }

    @ParameterizedTest
    @EnumSource
    void refusesAForgedToken(Example example) throws Exception {
        String forged = bearer(Samples.forge(TestKey.generate(KEY.id())).claim("permissions", "[\"orders:read\"]"));

        HttpResponse<String> answer = orders(start(example), "Authorization", forged);

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(challenge(answer)).contains("Bearer error=\"invalid_token\"");
        assertThat(answer.body()).doesNotContain("orders of");
    }

    @ParameterizedTest
    @EnumSource
    void deniesWhoeverMayNot(Example example) throws Exception {
        HttpResponse<String> answer = orders(start(example), "Authorization", bearer(Samples.forge(KEY)));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(challenge(answer)).contains("Bearer error=\"insufficient_scope\"");
        assertThat(answer.body()).doesNotContain("orders of");
    }

    @ParameterizedTest
    @EnumSource
    void asksToComeBackWhenTheKeysCannotBeHad(Example example) throws Exception {
        keys.status = 500;
        int port = start(example);

        HttpResponse<String> answer = orders(port, "Authorization", bearer(Samples.forge(KEY)));

        assertThat(answer.statusCode()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).contains("1");
        assertThat(challenge(answer)).isEmpty();

        keys.status = 200;
        clock.advance(Duration.ofSeconds(1));
        assertThat(orders(port, "Authorization", bearer(Samples.forge(KEY))).statusCode())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OrdersService", "AccessTokenFilter", "OrdersServlet"})
    void standInTheDocumentationWordForWord(String example) throws IOException {
        String source = Files.readString(Path.of("src/test/java/dev/sallyport/verifier/examples/" + example + ".java"));
        String shown = source.substring(source.indexOf("import ")).strip();

        assertThat(Files.readString(Path.of("../docs/features/verifier.md"))).contains("```java\n" + shown + "\n```");
    }
}
