package dev.sallyport.http.session;

import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.RequestRefused;
import dev.sallyport.http.routing.Request;
import java.util.List;

/** Where somebody who signs in wants the refresh token: in the body, or in a cookie. Every endpoint that signs in asks here. */
public final class TokenDelivery {

    private static final String HEADER = "X-Token-Delivery";

    private final TrustedPages pages;

    public TokenDelivery(TrustedPages pages) {
        this.pages = pages;
    }

    /**
     * The answer that the request wishes for. Ask first of all, so that a request that is refused for this costs nothing.
     *
     * @throws RequestRefused 400 if the wish is none that we know, 403 if it is a cookie and no page of ours had the request sent
     */
    public TokensAnswer wantedBy(Request request) {
        List<String> wishes = request.headers(HEADER);
        if (wishes.isEmpty() || wishes.equals(List.of("body"))) {
            return TokensAnswer.IN_BODY;
        }
        if (!wishes.equals(List.of("cookie"))) {
            throw new RequestRefused(Problem.INVALID_TOKEN_DELIVERY);
        }
        pages.require(request);
        return TokensAnswer.IN_COOKIE;
    }
}
