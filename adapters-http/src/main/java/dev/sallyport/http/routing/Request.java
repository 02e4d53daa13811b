package dev.sallyport.http.routing;

import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.domain.session.Client;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.json.Parsers;
import dev.sallyport.http.json.StrictJson;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.ProblemTexts;
import dev.sallyport.http.problem.RequestRefused;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/** A request, as far as routes need to know it. */
public final class Request {

    private final Context context;
    private final Edge edge;
    private final StrictJson json;
    private final LanguageTag defaultLocale;

    Request(Context context, Edge edge, StrictJson json, LanguageTag defaultLocale) {
        this.context = context;
        this.edge = edge;
        this.json = json;
        this.defaultLocale = defaultLocale;
    }

    public Client client() {
        return edge.client(context.req());
    }

    /** Adds headers to whatever answer there will be, unless it has its own of that name. */
    void announce(Map<String, String> headers) {
        headers.forEach(context::header);
    }

    public List<String> headers(String name) {
        return Collections.list(context.req().getHeaders(name));
    }

    /** The part of the path that the route calls by this name. */
    public String pathParameter(String name) {
        return context.pathParam(name);
    }

    /** The languages that the caller reads, best first; empty if they do not say. */
    public List<LanguageTag> languages() {
        return Languages.of(context.header("Accept-Language"));
    }

    /** Problems in the caller's language, or that of the server if there is none that the caller reads. */
    public ProblemTexts problemTexts() {
        return Languages.problemTexts(context.header("Accept-Language"), defaultLocale);
    }

    /**
     * An id in the path.
     *
     * @throws RequestRefused 404 if it is none: then there is nothing of that name either
     */
    public <T> T idInPath(String name, Function<UUID, T> type) {
        return switch (Parsers.id(type).apply(pathParameter(name))) {
            case Parsed.Valid<T>(var id) -> id;
            case Parsed.Invalid<T> malformed -> throw new RequestRefused(Problem.NOT_FOUND);
        };
    }

    /**
     * The parameters of the query.
     *
     * @throws RequestRefused 400 if the query cannot be read, 422 if a parameter is there more than once
     */
    public Fields query() {
        return Fields.ofQuery(context.queryParamMap());
    }

    /**
     * The members of the body.
     *
     * @throws RequestRefused if there is no body or it is not a strict JSON object: 400, 413 or 415
     */
    public Fields body() {
        byte[] body = Body.read(context.req());
        return new Fields(json.read(body));
    }

    /**
     * The members of the body; none if there is no body.
     *
     * @throws RequestRefused as {@link #body} does
     */
    public Fields bodyOrNothing() {
        return bodyIfAny().orElseGet(() -> new Fields(Json.object()));
    }

    /**
     * The members of the body, if there is one.
     *
     * @throws RequestRefused as {@link #body} does
     */
    public Optional<Fields> bodyIfAny() {
        byte[] body = Body.read(context.req());
        return body.length == 0 ? Optional.empty() : Optional.of(new Fields(json.read(body)));
    }
}
