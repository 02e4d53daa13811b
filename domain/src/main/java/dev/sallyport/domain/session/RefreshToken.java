package dev.sallyport.domain.session;

import dev.sallyport.domain.secret.Secret;

/** What a client presents to stay signed in. Opaque to everybody but the {@code RefreshTokens} port. */
public final class RefreshToken extends Secret {
    private RefreshToken(String value) {
        super(value);
    }

    public static RefreshToken of(String value) {
        return new RefreshToken(value);
    }
}
