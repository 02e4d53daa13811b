package dev.sallyport.domain.session;

import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.UserId;
import java.util.Set;

/**
 * Something that voids access tokens before they expire. It is judged by what tokens say, never by comparing times, so that clocks need
 * not agree: a token issued after the change says something else.
 */
public sealed interface Revocation {
    /** Whether it voids that token. */
    boolean concerns(AccessClaims claims);

    /** A session is over. */
    record SessionEnded(SessionId session) implements Revocation {
        @Override
        public boolean concerns(AccessClaims claims) {
            return claims.sessionId().equals(session);
        }
    }

    /** A user got or lost a role; tokens that list others than these are void. */
    record RolesChanged(UserId user, Set<RoleName> roles) implements Revocation {
        public RolesChanged {
            roles = Set.copyOf(roles);
        }

        @Override
        public boolean concerns(AccessClaims claims) {
            // A token that is good for enrolling alone lists no roles, so none of them is outdated.
            return claims.scope() == AccessClaims.Scope.FULL
                    && claims.userId().equals(user)
                    && !claims.roles().equals(roles);
        }
    }

    /** A user may not act at present, being suspended or deleted. */
    record UserShutOut(UserId user) implements Revocation {
        @Override
        public boolean concerns(AccessClaims claims) {
            return claims.userId().equals(user);
        }
    }
}
