package dev.sallyport.http.routing;

import dev.sallyport.domain.session.VerifiedAccessToken;

/** Answers a request from somebody who is signed in. */
@FunctionalInterface
public interface CallerRouteHandler {

    Answer handle(Request request, VerifiedAccessToken caller);
}
