package dev.sallyport.domain.session;

import dev.sallyport.domain.secret.Secret;

/** A bearer token (JWT, RFC 9068) that shows who is calling until it expires. */
public final class AccessToken extends Secret {
    private AccessToken(String value) {
        super(value);
    }

    public static AccessToken of(String value) {
        return new AccessToken(value);
    }
}
