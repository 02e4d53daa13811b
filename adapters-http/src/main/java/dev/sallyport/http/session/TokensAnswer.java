package dev.sallyport.http.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Response;

/** What somebody who is signed in is answered, by where the refresh token goes. */
public enum TokensAnswer {
    IN_BODY {
        @Override
        public Answer to(SignedIn signedIn) {
            ObjectNode json = TokensJson.of(signedIn)
                    .put("refreshToken", signedIn.refreshToken().reveal());
            return Answer.of(Response.json(200, json));
        }
    },

    /** Out of the reach of scripts, so that one that was slipped into a page cannot take it away. */
    IN_COOKIE {
        @Override
        public Answer to(SignedIn signedIn) {
            Response response = Response.json(200, TokensJson.of(signedIn));
            return Answer.of(RefreshCookie.keep(signedIn.refreshToken(), signedIn.refreshTokenLifetime(), response));
        }
    };

    public abstract Answer to(SignedIn signedIn);
}
