package dev.sallyport.http.session;

import dev.sallyport.application.session.SignedIn;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Response;

/** What somebody who is signed in is answered, by where the refresh token goes. */
public enum TokensAnswer {
    IN_BODY {
        @Override
        public Answer to(SignedIn signedIn) {
            return Answer.of(Response.json(200, TokensJson.withRefreshToken(signedIn)));
        }
    },

    /** Out of the reach of scripts, so that one that was slipped into a page cannot take it away. */
    IN_COOKIE {
        @Override
        public Answer to(SignedIn signedIn) {
            Response response = Response.json(200, TokensJson.withoutRefreshToken(signedIn));
            return Answer.of(RefreshCookie.keep(signedIn.refreshToken(), signedIn.refreshTokenLifetime(), response));
        }
    };

    public abstract Answer to(SignedIn signedIn);
}
