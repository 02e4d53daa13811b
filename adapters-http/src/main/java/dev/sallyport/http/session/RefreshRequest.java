package dev.sallyport.http.session;

import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.json.Parsers;

/** What {@code POST /auth/refresh} is asked with. */
record RefreshRequest(RefreshToken refreshToken) {

    static RefreshRequest from(Fields fields) {
        Field<RefreshToken> refreshToken = fields.required("refreshToken", Parsers.opaque(RefreshToken::of));
        return fields.complete(() -> new RefreshRequest(refreshToken.get()));
    }
}
