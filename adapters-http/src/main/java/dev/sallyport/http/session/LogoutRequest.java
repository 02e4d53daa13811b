package dev.sallyport.http.session;

import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.json.Parsers;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /auth/logout} is asked with.
 *
 * @param refreshToken names the session to end; null if the access token is to name it
 */
record LogoutRequest(@Nullable RefreshToken refreshToken) {

    static LogoutRequest from(Fields fields) {
        Field<RefreshToken> refreshToken = fields.optional("refreshToken", Parsers.opaque(RefreshToken::of));
        return fields.complete(() -> new LogoutRequest(refreshToken.orNull()));
    }
}
