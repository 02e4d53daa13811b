package dev.sallyport.verifier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class VerifiedAccessTokenTest {
    private final VerifiedAccessToken token =
            Forgeries.VERIFIER.verify(Forgeries.forge().token());

    @Test
    void allowsWhatTheTokenSaysAndNothingElse() {
        assertThat(token.hasPermission("users:read")).isTrue();
        assertThat(token.hasPermission("users:rea")).isFalse();
        assertThat(token.hasPermission("users")).isFalse();
        assertThat(token.hasRole("admin")).isTrue();
        assertThat(token.hasRole("Admin")).isFalse();
        assertThatCode(() -> token.requirePermission("users:read")).doesNotThrowAnyException();
    }

    @Test
    void deniesWithoutTellingTheCallerWhatIsLacking() {
        assertThatThrownBy(() -> token.requirePermission("orders:write"))
                .isInstanceOfSatisfying(PermissionDenied.class, denied -> {
                    assertThat(denied).hasMessage("lacks the permission orders:write");
                    assertThat(denied.status()).isEqualTo(403);
                    assertThat(denied.headers())
                            .isEqualTo(Map.of("WWW-Authenticate", "Bearer error=\"insufficient_scope\""));
                });
    }

    @Test
    void saysThatItDoesNotKnowWhereTheTokenListsNoPermissions() {
        VerifiedAccessToken silent = Forgeries.VERIFIER.verify(
                Forgeries.forge().withoutClaim("permissions").token());

        assertThat(token.listsPermissions()).isTrue();
        assertThat(silent.listsPermissions()).isFalse();
        assertThat(silent.permissions()).isEmpty();
        assertThat(silent.hasPermission("users:read")).isFalse();
        assertThat(silent.hasRole("admin")).isTrue();
        assertThatThrownBy(() -> silent.requirePermission("users:read"))
                .isInstanceOf(PermissionDenied.class)
                .hasMessage("the token lists no permissions, so it is not known to have users:read");
    }

    @Test
    void asksForAFreshSignInWhereTheLastIsTooLongAgo() {
        assertThatCode(() -> token.requireSignInWithin(Duration.ofSeconds(60))).doesNotThrowAnyException();
        assertThatThrownBy(() -> token.requireSignInWithin(Duration.ofSeconds(59)))
                .isInstanceOfSatisfying(SignInTooOld.class, tooOld -> {
                    assertThat(tooOld.status()).isEqualTo(401);
                    assertThat(tooOld.headers())
                            .isEqualTo(Map.of(
                                    "WWW-Authenticate",
                                    "Bearer error=\"insufficient_user_authentication\", max_age=\"59\""));
                });
    }

    @Test
    void cannotBeChanged() {
        assertThatThrownBy(() -> token.permissions().add("orders:write"))
                .isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(() -> token.roles().clear()).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void printsIdsAlone() {
        assertThat(token)
                .hasToString("VerifiedAccessToken[user=" + Samples.USER + ", session=" + Samples.SESSION + ", token="
                        + Samples.TOKEN + "]");
    }
}
