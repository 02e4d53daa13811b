package dev.sallyport.http.routing;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.json.StrictJson;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.ProblemDetails;
import dev.sallyport.http.problem.ProblemTexts;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.problem.RequestRefused;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.io.IOException;
import java.net.URI;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Takes every request on its way: gives it an id and its headers, has it handled, and makes one answer of whatever comes of it. */
public final class Dispatcher {

    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final String REQUEST_ID = "requestId";
    private static final String TRACE_ID = "traceId";
    private static final String SPAN_ID = "spanId";

    private final SecurityHeaders securityHeaders;
    private final Cors cors;
    private final ProblemDetails problemDetails;
    private final LanguageTag defaultLocale;
    private final @Nullable ProblemPage page;
    private final Edge edge;
    private final RequestObserver observer;
    private final StrictJson json = new StrictJson();
    private final OutageLog outages = new OutageLog();

    /**
     * One that speaks English to whoever does not say what they read, has nothing to show to browsers, and lets everybody in.
     *
     * @param publicUrl where callers reach us; https asks browsers never to come by http again
     * @param corsOrigins whose pages may call us
     */
    public Dispatcher(URI publicUrl, List<String> corsOrigins) {
        this(publicUrl, corsOrigins, LanguageTag.of("en"), null, Edge.open(), RequestObserver.NONE);
    }

    /**
     * One for everything that is served at one port.
     *
     * @param publicUrl where callers reach us; https asks browsers never to come by http again
     * @param corsOrigins whose pages may call us
     * @param defaultLocale in which language somebody hears of problems who reads none that there is, or does not say
     * @param page what browsers see where there is nothing; null for the same as programs
     * @param edge what stands before every route
     * @param observer is told what comes of each request
     */
    public Dispatcher(
            URI publicUrl,
            List<String> corsOrigins,
            LanguageTag defaultLocale,
            @Nullable ProblemPage page,
            Edge edge,
            RequestObserver observer) {
        this.securityHeaders = new SecurityHeaders(publicUrl);
        this.cors = new Cors(corsOrigins);
        this.defaultLocale = defaultLocale;
        this.page = page;
        this.edge = edge;
        this.observer = observer;
        this.problemDetails = new ProblemDetails(publicUrl);
    }

    void begin(Context context) {
        String id = RequestId.of(context.header(RequestId.HEADER));
        Passage.begin(context);
        MDC.put(REQUEST_ID, id);
        TraceContext.of(Collections.list(context.req().getHeaders(TraceContext.HEADER)))
                .ifPresent(trace -> {
                    MDC.put(TRACE_ID, trace.traceId());
                    MDC.put(SPAN_ID, trace.spanId());
                });
        context.res().setContentType(null);
        context.header(RequestId.HEADER, id);
        securityHeaders.all().forEach(context::header);
        cors.headers(context.header("Origin")).forEach(context::header);
        edge.requireLetIn(context.req(), context.path());
    }

    void end(Context context) {
        Passage.end(context, observer);
        List.of(REQUEST_ID, TRACE_ID, SPAN_ID).forEach(MDC::remove);
    }

    /** What comes of a request that never came to a route: it was not HTTP, or too much of it. */
    RequestObserver observer() {
        return observer;
    }

    void handle(Context context, Route route) {
        Passage.reaches(context, route.path());
        switch (answer(request(context), route)) {
            case Answer.Sent(var response) -> send(context, response);
            case Answer.Refused(var refusal) -> refuse(context, refusal);
        }
    }

    private Answer answer(Request request, Route route) {
        try {
            return edge.answer(request, route);
        } catch (RuntimeException | Error failure) {
            return Answer.refusing(refusalAfter(failure));
        }
    }

    /** What the caller hears of a failure. The log hears of it, too, unless it is theirs. */
    private Refusal refusalAfter(Throwable failure) {
        return switch (failure) {
            case RequestRefused refused -> refused.refusal();
            case ServiceUnavailable outage -> {
                outages.report(outage);
                yield Refusal.until(Problem.SERVICE_UNAVAILABLE, outage.retryAfter());
            }
            default -> {
                LOG.error("a request failed", failure);
                yield Refusal.of(Problem.INTERNAL_ERROR);
            }
        };
    }

    /** Says which methods a path has; to a browser's preflight too. */
    void options(Context context, String path, String allowedMethods) {
        Passage.reaches(context, path);
        Response response = Response.empty(204)
                .with("Allow", allowedMethods)
                .with(cors.preflight(
                        context.header("Origin"), context.header("Access-Control-Request-Method"), allowedMethods));
        send(context, response);
    }

    /** Nothing is there, or not for that method. */
    void unmatched(Context context, AllowedMethods allowed) {
        Refusal refusal = allowed.at(context.path())
                .map(methods -> Refusal.of(Problem.METHOD_NOT_ALLOWED, Map.of("Allow", methods)))
                .orElseGet(() -> Refusal.of(Problem.NOT_FOUND));
        refuse(context, refusal);
    }

    /** What failed outside a route: the caller is not let in, Javalin did not like the request, or we have a bug. */
    void failed(Context context, Exception failure) {
        if (failure instanceof RequestRefused refused) {
            refuse(context, refused.refusal());
        } else if (failure instanceof HttpResponseException refused && refused.getStatus() < 500) {
            refuse(context, Refusal.of(Problem.MALFORMED_REQUEST));
        } else {
            LOG.error("a request failed outside its route", failure);
            refuse(context, Refusal.of(Problem.INTERNAL_ERROR));
        }
    }

    private void refuse(Context context, Refusal refusal) {
        observer.refused(refusal.problem());
        ProblemTexts texts = request(context).problemTexts();
        String id = RequestId.of(context.res().getHeader(RequestId.HEADER));
        if (page != null && refusal.problem() == Problem.NOT_FOUND && isBrowser(context)) {
            send(context, page.show(refusal.problem(), texts));
        } else {
            send(context, response(refusal, texts, id));
        }
    }

    private Request request(Context context) {
        return new Request(context, edge, json, defaultLocale);
    }

    /** Problems as whoever sent that {@code Accept-Language} reads them. */
    ProblemTexts problemTexts(@Nullable String acceptLanguage) {
        return Languages.problemTexts(acceptLanguage, defaultLocale);
    }

    /** Below {@code /api} there are programs alone, whatever they say. */
    private static boolean isBrowser(Context context) {
        String method = context.req().getMethod();
        return (method.equals("GET") || method.equals("HEAD"))
                && !context.path().equals("/api")
                && !context.path().startsWith("/api/")
                && Accepted.prefersHtml(context.header("Accept"));
    }

    Response response(Refusal refusal, ProblemTexts texts, String requestId) {
        byte[] body = Json.bytes(problemDetails.write(refusal, texts, requestId));
        return Response.of(refusal.problem().status(), ProblemDetails.CONTENT_TYPE, body)
                .with(Map.of("Content-Language", texts.language().toLanguageTag(), "Vary", "Accept-Language"))
                .with(refusal.headers());
    }

    Map<String, String> securityHeaders() {
        return securityHeaders.all();
    }

    private void send(Context context, Response response) {
        BodyWriter writer = response.writer();
        if (writer == null) {
            sendWhole(context, response);
        } else {
            stream(context, response, writer);
        }
    }

    private static void sendWhole(Context context, Response response) {
        sendHead(context, response);
        if (response.contentType() != null) {
            context.res().setContentLength(response.body().length);
            context.result(response.body());
        }
        letFinishSending(context, response.body());
    }

    private static void sendHead(Context context, Response response) {
        context.status(response.status());
        response.headers().forEach((name, value) -> setOrExtend(context, name, value));
        if (response.contentType() != null) {
            context.contentType(response.contentType());
        }
    }

    private void stream(Context context, Response response, BodyWriter writer) {
        var body = new OutgoingBody(context, () -> sendHead(context, response));
        try {
            if (!context.req().getMethod().equals("HEAD")) {
                writer.writeTo(body);
            }
            body.finish();
            if (Body.isUnread(context.req())) {
                Body.discardRest(context.req());
            }
        } catch (IOException | RuntimeException | Error failure) {
            if (body.hasBegun()) {
                reportBrokenOff(body, failure);
                body.breakOff(failure);
            } else {
                refuse(context, refusalAfter(failure));
            }
        }
    }

    /** It is too late to refuse anything now, so even a refusal is a bug. */
    private void reportBrokenOff(OutgoingBody body, Throwable failure) {
        if (body.isCallerGone()) {
            LOG.debug("the caller went before the end of the answer", failure);
        } else if (failure instanceof ServiceUnavailable outage) {
            outages.report(outage);
        } else {
            LOG.error("an answer failed half-way", failure);
        }
    }

    /** Who is still sending a body that nobody read gets the answer at once, and then has the rest taken off. */
    private static void letFinishSending(Context context, byte[] body) {
        try {
            if (Body.isUnread(context.req())) {
                if (!context.req().getMethod().equals("HEAD")) {
                    context.res().getOutputStream().write(body);
                }
                context.res().flushBuffer();
                context.result("");
                Body.discardRest(context.req());
            }
        } catch (IOException hungUp) {
            LOG.debug("the caller went before the answer", hungUp);
        }
    }

    /** What an answer varies by adds up; any other header is replaced. */
    private static void setOrExtend(Context context, String name, String value) {
        if (name.equals("Vary")) {
            context.res().addHeader(name, value);
        } else {
            context.header(name, value);
        }
    }
}
