package dev.sallyport.http.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.http.account.UserJson;
import dev.sallyport.http.json.Json;

/** What somebody who is signed in gets, but for the refresh token. Lifetimes are in seconds (RFC 6749 §5.1). */
final class TokensJson {

    private TokensJson() {}

    static ObjectNode of(SignedIn signedIn) {
        ObjectNode json = Json.object()
                .put("status", "signed-in")
                .put("accessToken", signedIn.accessToken().reveal())
                .put("tokenType", "Bearer")
                .put("expiresIn", signedIn.accessTokenLifetime().toSeconds())
                .put("refreshExpiresIn", signedIn.refreshTokenLifetime().toSeconds())
                .put("sessionId", signedIn.session().toString());
        return json.set("user", UserJson.of(signedIn.user()));
    }
}
