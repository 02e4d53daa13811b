package dev.sallyport.http.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.http.json.Json;
import java.util.List;
import org.junit.jupiter.api.Test;

class ResponseTagTest {
    private final Response body = Response.json(200, Json.object().put("lastSignInAt", "2026-03-01T12:00:00Z"));

    @Test
    void isThatOfTheBodyUnlessItsVersionIsSaid() {
        assertThat(body.tagged().tag()).isEqualTo(EntityTag.of(body.body()));
        assertThat(body.tag()).isEqualTo(EntityTag.of(body.body()));
        assertThat(body.tagged("version-1").headers()).containsEntry("ETag", "\"version-1\"");
        assertThat(body.tagged("version-1").tag().isStronglyAmong(List.of("\"version-1\"")))
                .isTrue();
    }
}
