package dev.sallyport.http.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DocsRoutesTest {
    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start();
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void servesTheDescription() {
        ApiAnswer answer = server.get("/openapi.yaml");

        assertThat(answer.header("Content-Type")).contains("application/yaml");
        assertThat(answer.body()).startsWith("openapi: 3.1.0");
    }

    @ParameterizedTest
    @ValueSource(strings = {"swagger-ui.css", "swagger-ui-bundle.js", "docs.css", "docs.js"})
    void servesWhatThePageNeeds(String file) {
        ApiAnswer answer = server.get("/docs/" + file);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).isNotEmpty();
        assertThat(answer.header("Content-Length").map(Integer::parseInt))
                .contains(answer.body().getBytes(UTF_8).length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"index.html", "swagger-initializer.js", "oauth2-redirect.html", "docs.html", "swagger-ui.version"
            })
    void servesNothingElse(String file) {
        assertThat(server.get("/docs/" + file).outcome()).isEqualTo("404 not-found");
    }
}
