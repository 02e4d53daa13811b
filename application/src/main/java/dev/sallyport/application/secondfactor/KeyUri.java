package dev.sallyport.application.secondfactor;

import dev.sallyport.domain.secret.Secret;

/** All that an authenticator app has to know, as a URI: {@code otpauth://totp/…}. It contains the seed. */
public final class KeyUri extends Secret {
    KeyUri(String uri) {
        super(uri);
    }
}
