package dev.sallyport.http.access;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Role;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.routing.Response;

/** A role as the API shows it. Every member is always there. */
final class RoleJson {

    private RoleJson() {}

    static ObjectNode of(Role role) {
        ObjectNode json = Json.object()
                .put("name", role.name().value())
                .put("description", role.description().value());
        ArrayNode permissions = json.putArray("permissions");
        role.permissions().stream().map(Permission::value).sorted().forEach(permissions::add);
        return json.put("builtIn", role.isBuiltIn()).put("createdAt", Json.time(role.createdAt()));
    }

    /** A role and nothing else, with what it is recognised by. */
    static Response response(int status, Role role) {
        return Response.json(status, of(role)).tagged();
    }

    static ObjectNode of(Permission permission) {
        return Json.object()
                .put("name", permission.value())
                .put(
                        "builtIn",
                        BuiltInRoles.fixedPermissionsOf(BuiltInRoles.ADMIN).contains(permission));
    }
}
