package dev.sallyport.http.session;

import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.json.Parsers;
import org.jspecify.annotations.Nullable;

/**
 * What {@code POST /auth/refresh} is asked with.
 *
 * @param refreshToken null if it is to come from the cookie
 */
record RefreshRequest(@Nullable RefreshToken refreshToken) {

    static final RefreshRequest BY_COOKIE = new RefreshRequest(null);

    /** From a program, which has no cookies. */
    static RefreshRequest fromProgram(Fields fields) {
        return complete(fields, fields.required("refreshToken", Parsers.opaque(RefreshToken::of)));
    }

    static RefreshRequest fromBrowser(Fields fields) {
        return complete(fields, fields.optional("refreshToken", Parsers.opaque(RefreshToken::of)));
    }

    private static RefreshRequest complete(Fields fields, Field<RefreshToken> refreshToken) {
        return fields.complete(() -> new RefreshRequest(refreshToken.orNull()));
    }
}
