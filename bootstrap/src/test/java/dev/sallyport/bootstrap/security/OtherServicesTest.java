package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.verifier.InvalidAccessToken;
import dev.sallyport.verifier.SallyportVerifier;
import dev.sallyport.verifier.VerifiedAccessToken;
import java.net.URI;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Another service verifies the server's tokens with the server's published keys: RFC 9068 §4")
final class OtherServicesTest {
    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static SallyportVerifier verifierOf(RunningSystem system) {
        return SallyportVerifier.builder(RunningSystem.PUBLIC_URL)
                .jwksUri(URI.create("http://127.0.0.1:" + system.port() + "/.well-known/jwks.json"))
                .build();
    }

    /** What docs/features/verifier.md says of revocation is true: another service does not learn of it, the server knows. */
    @Test
    void acceptsATokenUntilItExpiresThoughTheServerNoLongerDoes() {
        try (RunningSystem system = RunningSystem.on(postgres.settings())) {
            Guest guest = system.guest();
            ApiAnswer signedUp = guest.signUp("ada@example.com");
            String token = signedUp.text("accessToken");
            SallyportVerifier verifier = verifierOf(system);

            VerifiedAccessToken caller = verifier.verify(token);
            assertThat(guest.logoutByBearer(token).status()).isEqualTo(204);

            assertThat(caller.userId())
                    .hasToString(signedUp.json().at("/user/id").asText());
            assertThat(caller.sessionId()).hasToString(signedUp.text("sessionId"));
            assertThat(caller.roles()).containsExactly("user");
            assertThat(caller.authenticationMethods()).containsExactly("pwd");
            assertThat(guest.me(token).status()).isEqualTo(401);
            assertThat(verifier.verify(token).tokenId()).isEqualTo(caller.tokenId());
        }
    }

    @Test
    void refusesAnotherServersTokens() {
        try (RunningSystem system = RunningSystem.on(postgres.settings());
                RunningSystem other =
                        RunningSystem.on(postgres.server().createDatabase(), "MIGRATE_ON_START", "true")) {
            String foreign = other.guest().signUp("eve@example.com").text("accessToken");

            assertThat(verifierOf(other).verify(foreign).roles()).containsExactly("user");
            assertThatThrownBy(() -> verifierOf(system).verify(foreign)).isInstanceOf(InvalidAccessToken.class);
        }
    }
}
