package dev.sallyport.http.access;

import dev.sallyport.application.access.AllowPermission;
import dev.sallyport.application.access.ListPermissions;
import dev.sallyport.application.access.RevokePermission;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.json.NamedPage;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code /api/v1/admin/permissions} and {@code /api/v1/admin/roles/{role}/permissions/{permission}}. */
public final class PermissionRoutes implements RouteGroup {

    private static final String OF_ROLE = "/api/v1/admin/roles/{role}/permissions/{permission}";

    private final ListPermissions listPermissions;
    private final AllowPermission allowPermission;
    private final RevokePermission revokePermission;
    private final AccessRefusals refusals;

    public PermissionRoutes(
            ListPermissions listPermissions,
            AllowPermission allowPermission,
            RevokePermission revokePermission,
            AccessRefusals refusals) {
        this.listPermissions = listPermissions;
        this.allowPermission = allowPermission;
        this.revokePermission = revokePermission;
        this.refusals = refusals;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/api/v1/admin/permissions", Access.requiring(Delegation.READ_ROLES), this::list);
        routes.put(OF_ROLE, Access.requiring(Delegation.WRITE_ROLES), this::allow);
        routes.delete(OF_ROLE, Access.requiring(Delegation.WRITE_ROLES), this::revoke);
    }

    private Answer list(Request request, VerifiedAccessToken caller) {
        NamedPage<Permission> page = NamedPage.from(request.query(), Permission::parse);
        return switch (listPermissions.handle(new ListPermissions.Command(caller, page.after(), page.limit()))) {
            case ListPermissions.Result.Found(var permissions, var more) ->
                Answer.of(Response.json(200, NamedPage.json(permissions, more, Permission::value, RoleJson::of)));
            case ListPermissions.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private Answer allow(Request request, VerifiedAccessToken caller) {
        var command = new AllowPermission.Command(
                NamesInPath.role(request), NamesInPath.permission(request), Actors.of(request, caller));
        return switch (allowPermission.handle(command)) {
            case AllowPermission.Result.Allowed() -> Answer.of(Response.empty(204));
            case AllowPermission.Result.Refused(var why) -> refusals.answer(why);
        };
    }

    private Answer revoke(Request request, VerifiedAccessToken caller) {
        var command = new RevokePermission.Command(
                NamesInPath.role(request), NamesInPath.permission(request), Actors.of(request, caller));
        return switch (revokePermission.handle(command)) {
            case RevokePermission.Result.Revoked() -> Answer.of(Response.empty(204));
            case RevokePermission.Result.Refused(var why) -> refusals.answer(why);
        };
    }
}
