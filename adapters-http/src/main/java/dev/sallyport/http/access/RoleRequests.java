package dev.sallyport.http.access;

import dev.sallyport.application.access.ChangeRole;
import dev.sallyport.application.access.CreateRole;
import dev.sallyport.application.access.DeleteRole;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.audit.StatedReason;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import dev.sallyport.http.routing.IfMatch;
import dev.sallyport.http.routing.Request;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What {@code /admin/roles} is asked for. */
final class RoleRequests {
    private RoleRequests() {}

    static CreateRole.Command creation(Request request, VerifiedAccessToken caller) {
        Fields body = request.body();
        Field<RoleName> name = body.required("name", RoleName::parse);
        Field<RoleDescription> description = body.optional("description", RoleDescription::parse);
        Field<List<Permission>> permissions = body.optionalList("permissions", Permission::parse);
        Field<StatedReason> reason = Actors.reason(body);
        return body.complete(() -> new CreateRole.Command(
                name.get(),
                description.isGiven() ? description.get() : RoleDescription.NONE,
                permissions.isGiven() ? Set.copyOf(permissions.get()) : Set.of(),
                Actors.of(request, caller, reason)));
    }

    /** As a merge patch (RFC 7396): absent is left, null is removed. */
    static ChangeRole.Command change(Request request, VerifiedAccessToken caller) {
        RoleName role = NamesInPath.role(request);
        Fields body = request.body();
        Field<RoleDescription> description = body.nullable("description", RoleDescription::parse);
        Field<StatedReason> reason = Actors.reason(body);
        return body.complete(() -> new ChangeRole.Command(
                role, wanted(description), whatTheCallerHasInMind(request), Actors.of(request, caller, reason)));
    }

    private static @Nullable RoleDescription wanted(Field<RoleDescription> field) {
        RoleDescription given = field.orNull();
        return field.isGiven() && given == null ? RoleDescription.NONE : given;
    }

    static DeleteRole.Command deletion(Request request, VerifiedAccessToken caller) {
        return new DeleteRole.Command(
                NamesInPath.role(request), whatTheCallerHasInMind(request), Actors.of(request, caller));
    }

    private static Predicate<Role> whatTheCallerHasInMind(Request request) {
        IfMatch condition = IfMatch.of(request);
        return role -> condition.holdsFor(RoleJson.response(200, role));
    }
}
