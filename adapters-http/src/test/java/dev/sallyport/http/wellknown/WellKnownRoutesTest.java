package dev.sallyport.http.wellknown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
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

    @Test
    void sendsTheKeysOnlyToWhoDoesNotHaveThem() {
        try (TestServer server = TestServer.start()) {
            String tag = server.get("/.well-known/jwks.json").header("ETag").orElseThrow();

            ApiAnswer known = server.send(
                    ApiRequest.get("/.well-known/jwks.json").header("If-None-Match", "W/\"old\", W/" + tag));
            ApiAnswer unknown =
                    server.send(ApiRequest.get("/.well-known/jwks.json").header("If-None-Match", "\"old\""));

            assertThat(tag).startsWith("\"");
            assertThat(known.status()).isEqualTo(304);
            assertThat(known.body()).isEmpty();
            assertThat(known.header("ETag")).contains(tag);
            assertThat(known.header("Cache-Control")).contains("public, max-age=300");
            assertThat(known.header("Content-Type")).isEmpty();
            assertThat(unknown.status()).isEqualTo(200);
            assertThat(unknown.header("ETag")).contains(tag);
        }
    }
}
