package dev.sallyport.http.wellknown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import org.junit.jupiter.api.Test;

class WellKnownRoutesTest {
    @Test
    void publishesThePublicKeysForAnyoneToKeepAWhile() {
        try (TestServer server = TestServer.start()) {
            ApiAnswer answer = server.get("/.well-known/jwks.json");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.header("Cache-Control")).contains("public, max-age=300");
            assertThat(answer.json().at("/keys/0/kid").asText()).isEqualTo("fake");
            assertThat(answer.json().at("/keys/0/d").isMissingNode()).isTrue();
        }
    }
}
