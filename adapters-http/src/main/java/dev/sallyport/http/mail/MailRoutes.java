package dev.sallyport.http.mail;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.application.mail.ListMail;
import dev.sallyport.application.mail.RetryMail;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.mail.OutboxEntry;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.json.Page;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** {@code GET /api/v1/admin/mail} and {@code POST /api/v1/admin/mail/{id}/retry}. */
public final class MailRoutes implements RouteGroup {

    private final ListMail listMail;
    private final RetryMail retryMail;

    public MailRoutes(ListMail listMail, RetryMail retryMail) {
        this.listMail = listMail;
        this.retryMail = retryMail;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/v1/admin/mail", Access.requiring(ListMail.NEEDED), this::list);
        routes.post("/api/v1/admin/mail/{id}/retry", Access.requiring(RetryMail.NEEDED), this::retry);
    }

    private Answer list(Request request, VerifiedAccessToken caller) {
        MailQuery query = MailQuery.from(request.query());
        return switch (listMail.handle(query.command(caller))) {
            case ListMail.Result.Found(var mails, var more) ->
                Answer.of(Response.json(
                        200, Page.json(mails, more, mail -> mail.id().value(), MailRoutes::json)));
            case ListMail.Result.Forbidden() -> Answer.refusing(Problem.FORBIDDEN);
        };
    }

    private Answer retry(Request request, VerifiedAccessToken caller) {
        MailId mail = request.idInPath("id", MailId::new);
        return switch (retryMail.handle(new RetryMail.Command(caller, mail, request.client()))) {
            case RetryMail.Result.Queued() -> Answer.of(Response.empty(204));
            case RetryMail.Result.NothingToSend() -> Answer.refusing(Problem.NOTHING_TO_SEND);
            case RetryMail.Result.UnknownMail() -> Answer.refusing(Problem.NOT_FOUND);
            case RetryMail.Result.Forbidden() -> Answer.refusing(Problem.FORBIDDEN);
        };
    }

    private static ObjectNode json(OutboxEntry mail) {
        return Json.object()
                .put("id", mail.id().toString())
                .put("kind", mail.kind())
                .put("state", mail.state().code())
                .put("to", mail.to() == null ? null : mail.to().value())
                .put("attempts", mail.attempts())
                .put("queuedAt", Json.time(mail.queuedAt()))
                .put("retriedAt", timeOrNull(mail.retriedAt()))
                .put("dueAt", timeOrNull(mail.dueAt()))
                .put("expiresAt", timeOrNull(mail.expiresAt()))
                .put("settledAt", timeOrNull(mail.settledAt()))
                .put("lastError", mail.lastError());
    }

    private static @Nullable String timeOrNull(@Nullable Instant instant) {
        return instant == null ? null : Json.time(instant);
    }
}
