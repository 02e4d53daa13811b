package dev.sallyport.security.session;

import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.verifier.VerifiedAccessToken;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says in the domain's words what a verified token says in plain ones. */
final class VerifiedClaims {
    private VerifiedClaims() {}

    /** Empty if the token says something that this version does not know, as a newer one's may. */
    static Optional<AccessClaims> of(VerifiedAccessToken token, AccessClaims.Scope scope) {
        try {
            return Optional.of(new AccessClaims(
                    token.tokenId(),
                    scope,
                    new UserId(token.userId()),
                    new SessionId(token.sessionId()),
                    all(token.authenticationMethods(), AuthenticationMethod::of),
                    token.authenticatedAt(),
                    all(token.roles(), RoleName::new),
                    all(token.permissions(), Permission::new),
                    token.issuedAt(),
                    token.expiresAt()));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }

    private static <T> Set<T> all(Collection<String> texts, Function<String, T> parse) {
        return texts.stream().map(parse).collect(Collectors.toUnmodifiableSet());
    }
}
