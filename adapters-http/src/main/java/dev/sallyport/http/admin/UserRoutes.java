package dev.sallyport.http.admin;

import dev.sallyport.application.access.Actor;
import dev.sallyport.application.admin.ListUserSessions;
import dev.sallyport.application.admin.ListUsers;
import dev.sallyport.application.admin.ReadUser;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.access.AccessRefusals;
import dev.sallyport.http.account.UserJson;
import dev.sallyport.http.json.Page;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.CallerRouteHandler;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import dev.sallyport.http.session.SessionJson;
import java.util.Optional;

/** {@code GET /api/v1/admin/users}, {@code /api/v1/admin/users/{id}} and {@code /api/v1/admin/users/{id}/sessions}. */
public final class UserRoutes implements RouteGroup {

    private static final String USERS = "/api/v1/admin/users";
    private static final Access<CallerRouteHandler> READING = Access.requiring(Delegation.READ_USERS);

    private final ListUsers listUsers;
    private final ReadUser readUser;
    private final ListUserSessions listUserSessions;
    private final AccessRefusals refusals;

    public UserRoutes(
            ListUsers listUsers, ReadUser readUser, ListUserSessions listUserSessions, AccessRefusals refusals) {
        this.listUsers = listUsers;
        this.readUser = readUser;
        this.listUserSessions = listUserSessions;
        this.refusals = refusals;
    }

    @Override
    public void register(Routes routes) {
        routes.get(USERS, READING, this::list);
        routes.get(USERS + "/{id}", READING, this::read);
        routes.get(USERS + "/{id}/sessions", READING, this::sessions);
    }

    private Answer list(Request request, VerifiedAccessToken caller) {
        UserQuery query = UserQuery.from(request.query());
        return switch (listUsers.handle(query.command(reader(request, caller)))) {
            case ListUsers.Result.Found(var users, var more) ->
                Answer.of(Response.json(
                        200, Page.json(users, more, user -> user.id().value(), UserJson::of)));
            case ListUsers.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private Answer read(Request request, VerifiedAccessToken caller) {
        UserId user = request.idInPath("id", UserId::new);
        return switch (readUser.handle(new ReadUser.Command(reader(request, caller), user))) {
            case ReadUser.Result.Found(var found) -> Answer.of(UserJson.response(200, found));
            case ReadUser.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private Answer sessions(Request request, VerifiedAccessToken caller) {
        UserId user = request.idInPath("id", UserId::new);
        Page page = Page.from(request.query());
        SessionId before = page.after() == null ? null : new SessionId(page.after());
        SessionId current = caller.claims().sessionId();
        var command = new ListUserSessions.Command(reader(request, caller), user, before, page.limit());
        return switch (listUserSessions.handle(command)) {
            case ListUserSessions.Result.Found(var sessions, var more) ->
                Answer.of(Response.json(
                        200,
                        Page.json(
                                sessions,
                                more,
                                session -> session.id().value(),
                                session -> SessionJson.of(session, session.id().equals(current)))));
            case ListUserSessions.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private static Actor reader(Request request, VerifiedAccessToken caller) {
        return new Actor.Administrator(caller, request.client(), Optional.empty());
    }
}
