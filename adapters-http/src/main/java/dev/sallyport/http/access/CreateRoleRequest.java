package dev.sallyport.http.access;

import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import java.util.List;
import java.util.Set;

/**
 * What {@code POST /admin/roles} is asked with.
 *
 * @param permissions what the role allows to begin with
 */
record CreateRoleRequest(RoleName name, RoleDescription description, Set<Permission> permissions) {

    static CreateRoleRequest from(Fields fields) {
        Field<RoleName> name = fields.required("name", RoleName::parse);
        Field<RoleDescription> description = fields.optional("description", RoleDescription::parse);
        Field<List<Permission>> permissions = fields.optionalList("permissions", Permission::parse);
        return fields.complete(() -> new CreateRoleRequest(
                name.get(),
                description.isGiven() ? description.get() : RoleDescription.NONE,
                permissions.isGiven() ? Set.copyOf(permissions.get()) : Set.of()));
    }
}
