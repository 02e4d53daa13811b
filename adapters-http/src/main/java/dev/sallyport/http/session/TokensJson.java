package dev.sallyport.http.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.http.account.UserJson;
import dev.sallyport.http.json.Json;

/** What somebody who is signed in gets. Lifetimes are in seconds (RFC 6749 §5.1). */
final class TokensJson {

    private TokensJson() {}

    static ObjectNode withRefreshToken(SignedIn signedIn) {
        ObjectNode json = accessToken(signedIn)
                .put("refreshToken", signedIn.refreshToken().reveal());
        return session(json, signedIn);
    }

    static ObjectNode withoutRefreshToken(SignedIn signedIn) {
        return session(accessToken(signedIn), signedIn);
    }

    private static ObjectNode accessToken(SignedIn signedIn) {
        return Json.object()
                .put("status", "signed-in")
                .put("accessToken", signedIn.accessToken().reveal())
                .put("tokenType", "Bearer")
                .put("expiresIn", signedIn.accessTokenLifetime().toSeconds());
    }

    private static ObjectNode session(ObjectNode json, SignedIn signedIn) {
        return json.put("refreshExpiresIn", signedIn.refreshTokenLifetime().toSeconds())
                .put("sessionId", signedIn.session().toString())
                .set("user", UserJson.of(signedIn.user()));
    }
}
