package dev.sallyport.http.routing;

import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.ProblemTexts;
import dev.sallyport.http.problem.Refusal;
import java.nio.ByteBuffer;
import java.time.Duration;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** Answers what the web server refuses before any route sees it, such as broken HTTP, in the same words as everything else. */
final class JettyErrors implements Request.Handler {

    private final Dispatcher dispatcher;

    JettyErrors(Dispatcher dispatcher) {
        this.dispatcher = dispatcher;
    }

    @Override
    public boolean handle(Request request, org.eclipse.jetty.server.Response jetty, Callback callback) {
        Object status = request.getAttribute(ErrorHandler.ERROR_STATUS);
        String id = RequestId.of(request.getHeaders().get(RequestId.HEADER));
        Refusal refusal = Refusal.of(problem(status instanceof Integer code ? code : jetty.getStatus()));
        ProblemTexts texts = dispatcher.problemTexts(request.getHeaders().get(HttpHeader.ACCEPT_LANGUAGE));
        Response response = dispatcher.response(refusal, texts, id);
        jetty.setStatus(response.status());
        HttpFields.Mutable headers = jetty.getHeaders();
        dispatcher.securityHeaders().forEach(headers::put);
        headers.put(RequestId.HEADER, id);
        response.headers().forEach(headers::put);
        headers.put(HttpHeader.CONTENT_TYPE, response.contentType());
        dispatcher.observer().refused(refusal.problem());
        dispatcher
                .observer()
                .answered(
                        Passage.method(request.getMethod()),
                        RequestObserver.UNMATCHED,
                        response.status(),
                        Duration.ofNanos(System.nanoTime() - request.getBeginNanoTime()));
        jetty.write(true, ByteBuffer.wrap(response.body()), callback);
        return true;
    }

    private static Problem problem(int status) {
        return switch (status) {
            case 404 -> Problem.NOT_FOUND;
            case 413 -> Problem.BODY_TOO_LARGE;
            case 414 -> Problem.ADDRESS_TOO_LONG;
            case 431 -> Problem.HEADERS_TOO_LARGE;
            // A protocol or version that we do not speak is the caller's mistake, whatever its number.
            case 501, 505 -> Problem.MALFORMED_REQUEST;
            default -> status >= 500 ? Problem.INTERNAL_ERROR : Problem.MALFORMED_REQUEST;
        };
    }
}
