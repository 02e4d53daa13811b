package dev.sallyport.http.admin;

import dev.sallyport.application.admin.ChangeUser;
import dev.sallyport.application.admin.DeleteUser;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserVersion;
import dev.sallyport.domain.audit.StatedReason;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.access.AccessRefusals;
import dev.sallyport.http.access.Actors;
import dev.sallyport.http.account.ProfileFields;
import dev.sallyport.http.account.UserJson;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.CallerRouteHandler;
import dev.sallyport.http.routing.IfMatch;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import java.util.function.Predicate;

/** {@code PATCH} and {@code DELETE /api/v1/admin/users/{id}}. */
public final class UserChangeRoutes implements RouteGroup {

    private static final String USER = "/api/v1/admin/users/{id}";
    private static final Access<CallerRouteHandler> WRITING = Access.requiring(Delegation.WRITE_USERS);

    private final ChangeUser changeUser;
    private final DeleteUser deleteUser;
    private final AccessRefusals refusals;

    public UserChangeRoutes(ChangeUser changeUser, DeleteUser deleteUser, AccessRefusals refusals) {
        this.changeUser = changeUser;
        this.deleteUser = deleteUser;
        this.refusals = refusals;
    }

    @Override
    public void register(Routes routes) {
        routes.patch(USER, WRITING, this::change);
        routes.delete(USER, WRITING, this::delete);
    }

    private Answer change(Request request, VerifiedAccessToken caller) {
        return switch (changeUser.handle(changeOf(request, caller))) {
            case ChangeUser.Result.Changed(var user) -> Answer.of(response(user));
            case ChangeUser.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private static ChangeUser.Command changeOf(Request request, VerifiedAccessToken caller) {
        UserId user = request.idInPath("id", UserId::new);
        Fields body = request.body();
        ProfileFields profile = ProfileFields.of(body);
        Field<StatedReason> reason = Actors.reason(body);
        return body.complete(() -> new ChangeUser.Command(
                user, profile.change(), whatTheCallerHasInMind(request), Actors.of(request, caller, reason)));
    }

    private Answer delete(Request request, VerifiedAccessToken caller) {
        var command = new DeleteUser.Command(
                request.idInPath("id", UserId::new), whatTheCallerHasInMind(request), Actors.of(request, caller));
        return switch (deleteUser.handle(command)) {
            case DeleteUser.Result.Deleted() -> Answer.of(Response.empty(204));
            case DeleteUser.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private static Predicate<User> whatTheCallerHasInMind(Request request) {
        IfMatch condition = IfMatch.of(request);
        return user -> condition.holdsFor(response(user));
    }

    private static Response response(User user) {
        return Response.json(200, UserJson.of(user)).tagged(UserVersion.of(user).value());
    }
}
