package dev.sallyport.domain.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.UserId;
import java.time.Instant;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RevocationTest {
    private static final UserId ADA = new UserId(new UUID(1, 1));
    private static final UserId GRACE = new UserId(new UUID(1, 2));
    private static final SessionId SESSION = new SessionId(new UUID(2, 1));
    private static final AccessClaims CLAIMS = new AccessClaims(
            new UUID(3, 3),
            AccessClaims.Scope.FULL,
            ADA,
            SESSION,
            Set.of(AuthenticationMethod.PASSWORD),
            Instant.EPOCH,
            Set.of(BuiltInRoles.USER),
            Set.of(),
            Instant.EPOCH,
            Instant.EPOCH.plusSeconds(900));

    @Test
    void theEndOfASessionConcernsItsTokensAlone() {
        assertThat(new Revocation.SessionEnded(SESSION).concerns(CLAIMS)).isTrue();
        assertThat(new Revocation.SessionEnded(new SessionId(new UUID(2, 2))).concerns(CLAIMS))
                .isFalse();
    }

    @Test
    void aChangeOfRolesConcernsTheUsersTokensThatListOthers() {
        assertThat(new Revocation.RolesChanged(ADA, Set.of()).concerns(CLAIMS)).isTrue();
        assertThat(new Revocation.RolesChanged(ADA, Set.of(BuiltInRoles.USER, BuiltInRoles.ADMIN)).concerns(CLAIMS))
                .isTrue();
        assertThat(new Revocation.RolesChanged(ADA, Set.of(BuiltInRoles.USER)).concerns(CLAIMS))
                .isFalse();
        assertThat(new Revocation.RolesChanged(GRACE, Set.of()).concerns(CLAIMS))
                .isFalse();
    }

    @Test
    void shuttingAUserOutConcernsAllOfTheirTokens() {
        assertThat(new Revocation.UserShutOut(ADA).concerns(CLAIMS)).isTrue();
        assertThat(new Revocation.UserShutOut(GRACE).concerns(CLAIMS)).isFalse();
    }
}
