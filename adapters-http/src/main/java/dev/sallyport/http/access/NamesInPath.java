package dev.sallyport.http.access;

import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.http.problem.InputError;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.problem.RequestRefused;
import dev.sallyport.http.routing.Request;
import java.util.List;

/** Names of roles and permissions in paths. */
final class NamesInPath {

    private NamesInPath() {}

    /**
     * The role's.
     *
     * @throws RequestRefused 404 if it can be no role's
     */
    static RoleName role(Request request) {
        return switch (RoleName.parse(request.pathParameter("role"))) {
            case Parsed.Valid<RoleName>(var name) -> name;
            case Parsed.Invalid<RoleName> malformed -> throw new RequestRefused(Problem.NOT_FOUND);
        };
    }

    /**
     * That of a permission, which need not be there yet.
     *
     * @throws RequestRefused 422 if it can be no permission's
     */
    static Permission permission(Request request) {
        return switch (Permission.parse(request.pathParameter("permission"))) {
            case Parsed.Valid<Permission>(var permission) -> permission;
            case Parsed.Invalid<Permission>(var flaw) ->
                throw new RequestRefused(
                        Refusal.of(Problem.INVALID_INPUT, List.of(new InputError("{permission}", flaw.code()))));
        };
    }
}
