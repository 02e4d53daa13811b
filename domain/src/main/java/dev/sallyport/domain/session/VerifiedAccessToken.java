package dev.sallyport.domain.session;

import dev.sallyport.domain.access.Permission;
import java.util.Set;

/** The proof that an access token is ours, unaltered and unexpired. Only the {@code AccessTokens} port makes one. */
public record VerifiedAccessToken(AccessClaims claims) {
    /** The same, with what its roles allow now, whatever they allowed when it was issued. */
    public VerifiedAccessToken allowing(Set<Permission> current) {
        return new VerifiedAccessToken(claims.allowing(current));
    }
}
