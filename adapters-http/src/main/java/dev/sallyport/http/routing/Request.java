package dev.sallyport.http.routing;

import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.session.Client;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.json.StrictJson;
import dev.sallyport.http.problem.ProblemTexts;
import dev.sallyport.http.problem.RequestRefused;
import io.javalin.http.Context;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A request, as far as routes need to know it. */
public final class Request {

    private final Context context;
    private final ClientResolver clients;
    private final StrictJson json;

    Request(Context context, ClientResolver clients, StrictJson json) {
        this.context = context;
        this.clients = clients;
        this.json = json;
    }

    public Client client() {
        return clients.resolve(context.req());
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

    /** Problems in the caller's language. */
    public ProblemTexts problemTexts() {
        return ProblemTexts.in(languages().stream().map(LanguageTag::toLocale).toList());
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
     * The members of the body, if there is one.
     *
     * @throws RequestRefused as {@link #body} does
     */
    public Optional<Fields> bodyIfAny() {
        byte[] body = Body.read(context.req());
        return body.length == 0 ? Optional.empty() : Optional.of(new Fields(json.read(body)));
    }
}
