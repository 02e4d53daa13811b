package dev.sallyport.devtools;

import dev.sallyport.devtools.DevInbox.Received;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import java.util.regex.Pattern;

/** {@code /dev/mail} and what is below it: the mails that were caught, for people and for programs. */
public final class InboxRoutes implements RouteGroup {
    private static final String INBOX = "/dev/mail";

    /** At most half a minute: longer, and what stands between here and the caller may hang up. */
    private static final Pattern PATIENCE = Pattern.compile("(30|[12]?[0-9])s");

    private final DevInbox inbox;
    private final LocalHosts hosts;
    private final MailFrame frame;
    private final Function<Received, String> source;
    private final InboxPage page;

    /**
     * Shows that inbox.
     *
     * @param hosts the names under which it is shown, lest a page elsewhere reads it by DNS rebinding
     * @param frame how the looks of mails are shown
     * @param source puts a mail as it would travel
     */
    InboxRoutes(DevInbox inbox, LocalHosts hosts, MailFrame frame, Function<Received, String> source) {
        this.inbox = inbox;
        this.hosts = hosts;
        this.frame = frame;
        this.source = source;
        this.page = new InboxPage(source);
    }

    @Override
    public void register(Routes routes) {
        routes.get(INBOX, Access.ANYONE, hosts.guard(this::list));
        routes.delete(INBOX, Access.ANYONE, hosts.guard(this::empty));
        routes.get(INBOX + "/latest", Access.ANYONE, hosts.guard(this::latest));
        routes.get(INBOX + "/{id}/html", Access.ANYONE, hosts.guard(request -> one(request, this::html)));
        routes.get(INBOX + "/{id}/source", Access.ANYONE, hosts.guard(request -> one(request, this::source)));
    }

    private Answer list(Request request) {
        DevInbox.Content content = inbox.content();
        boolean json = wantsJson(request);
        String tag = "\"" + content.version() + (json ? "-json\"" : "-html\"");
        Response response;
        if (request.headers("If-None-Match").contains(tag)) {
            response = Response.empty(304);
        } else if (json) {
            response = Response.json(200, InboxJson.of(content.mails().stream().filter(recipients(request))));
        } else {
            response = page.show(content.mails(), InboxQuery.of(request));
        }
        return Answer.of(response.with(Map.of("ETag", tag, "Vary", "Accept")));
    }

    private static boolean wantsJson(Request request) {
        return request.headers("Accept").stream().anyMatch(accepted -> accepted.contains(Json.CONTENT_TYPE));
    }

    /** Programs say whole addresses: mistaking one for a part of one would hide their mistake. */
    private static Recipients recipients(Request request) {
        Fields query = request.query();
        Field<Recipients> to = recipients(query);
        return query.complete(() -> Objects.requireNonNullElse(to.orNull(), Recipients.EVERYBODY));
    }

    private static Field<Recipients> recipients(Fields query) {
        return query.optional("to", text -> switch (EmailAddress.parse(text)) {
            case Parsed.Valid<EmailAddress>(var address) -> Parsed.valid(Recipients.only(address));
            case Parsed.Invalid<EmailAddress>(var flaw) -> Parsed.invalid(flaw);
        });
    }

    private Answer latest(Request request) {
        Fields query = request.query();
        Field<Recipients> to = recipients(query);
        Field<Duration> wait = query.optional("wait", InboxRoutes::patience);
        return query.complete(() -> inbox.newest(
                        Objects.requireNonNullElse(to.orNull(), Recipients.EVERYBODY),
                        Objects.requireNonNullElse(wait.orNull(), Duration.ZERO)))
                .map(received -> Answer.of(Response.json(200, InboxJson.of(received))))
                .orElseGet(() -> Answer.refusing(Problem.NOT_FOUND));
    }

    private static Parsed<Duration> patience(String text) {
        var seconds = PATIENCE.matcher(text);
        return seconds.matches()
                ? Parsed.valid(Duration.ofSeconds(Long.parseLong(seconds.group(1))))
                : Parsed.invalid(Flaw.MALFORMED);
    }

    private Answer empty(Request request) {
        inbox.empty();
        return Answer.of(Response.empty(204));
    }

    private Answer one(Request request, Function<Received, Response> show) {
        String id = request.pathParameter("id");
        return inbox.newest(received -> received.id().equals(id), Duration.ZERO)
                .map(received -> Answer.of(show.apply(received)))
                .orElseGet(() -> Answer.refusing(Problem.NOT_FOUND));
    }

    private Response html(Received received) {
        return frame.content(received.mail().content().html());
    }

    /** Plain text, since browsers would not show a message/rfc822, but save it. */
    private Response source(Received received) {
        return Response.of(
                200, "text/plain; charset=utf-8", source.apply(received).getBytes(StandardCharsets.UTF_8));
    }
}
