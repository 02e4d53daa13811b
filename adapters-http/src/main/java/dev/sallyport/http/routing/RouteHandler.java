package dev.sallyport.http.routing;

/** Answers a request from anyone: decode, call one use case, switch over its result, respond. */
@FunctionalInterface
public interface RouteHandler {

    Answer handle(Request request);
}
