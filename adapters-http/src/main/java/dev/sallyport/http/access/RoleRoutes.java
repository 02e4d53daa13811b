package dev.sallyport.http.access;

import dev.sallyport.application.access.ChangeRole;
import dev.sallyport.application.access.CreateRole;
import dev.sallyport.application.access.DeleteRole;
import dev.sallyport.application.access.ListRoles;
import dev.sallyport.application.access.ReadRole;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.json.NamedPage;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.CallerRouteHandler;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code /api/v1/admin/roles} and {@code /api/v1/admin/roles/{role}}. */
public final class RoleRoutes implements RouteGroup {

    private static final String ROLES = "/api/v1/admin/roles";
    private static final String ROLE = ROLES + "/{role}";
    private static final Access<CallerRouteHandler> READING = Access.requiring(Delegation.READ_ROLES);
    private static final Access<CallerRouteHandler> WRITING = Access.requiring(Delegation.WRITE_ROLES);

    private final ListRoles listRoles;
    private final ReadRole readRole;
    private final CreateRole createRole;
    private final ChangeRole changeRole;
    private final DeleteRole deleteRole;
    private final AccessRefusals refusals;

    public RoleRoutes(
            ListRoles listRoles,
            ReadRole readRole,
            CreateRole createRole,
            ChangeRole changeRole,
            DeleteRole deleteRole,
            AccessRefusals refusals) {
        this.listRoles = listRoles;
        this.readRole = readRole;
        this.createRole = createRole;
        this.changeRole = changeRole;
        this.deleteRole = deleteRole;
        this.refusals = refusals;
    }

    @Override
    public void register(Routes routes) {
        routes.get(ROLES, READING, this::list);
        routes.post(ROLES, WRITING, this::create);
        routes.get(ROLE, READING, this::read);
        routes.patch(ROLE, WRITING, this::change);
        routes.delete(ROLE, WRITING, this::delete);
    }

    private Answer list(Request request, VerifiedAccessToken caller) {
        NamedPage<RoleName> page = NamedPage.from(request.query(), RoleName::parse);
        return switch (listRoles.handle(new ListRoles.Command(caller, page.after(), page.limit()))) {
            case ListRoles.Result.Found(var roles, var more) ->
                Answer.of(Response.json(
                        200, NamedPage.json(roles, more, role -> role.name().value(), RoleJson::of)));
            case ListRoles.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private Answer create(Request request, VerifiedAccessToken caller) {
        return switch (createRole.handle(RoleRequests.creation(request, caller))) {
            case CreateRole.Result.Created(var role) ->
                Answer.of(RoleJson.response(201, role).with("Location", ROLES + "/" + role.name()));
            case CreateRole.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private Answer read(Request request, VerifiedAccessToken caller) {
        return switch (readRole.handle(new ReadRole.Command(caller, NamesInPath.role(request)))) {
            case ReadRole.Result.Found(var role) -> Answer.of(RoleJson.response(200, role));
            case ReadRole.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private Answer change(Request request, VerifiedAccessToken caller) {
        return switch (changeRole.handle(RoleRequests.change(request, caller))) {
            case ChangeRole.Result.Changed(var role) -> Answer.of(RoleJson.response(200, role));
            case ChangeRole.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private Answer delete(Request request, VerifiedAccessToken caller) {
        return switch (deleteRole.handle(RoleRequests.deletion(request, caller))) {
            case DeleteRole.Result.Deleted() -> Answer.of(Response.empty(204));
            case DeleteRole.Result.Refused(var why) -> refusals.answer(why);
        };
    }
}
