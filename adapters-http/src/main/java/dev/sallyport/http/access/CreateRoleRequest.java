package dev.sallyport.http.access;

import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;

/** What {@code POST /admin/roles} is asked with. What the role is to allow is put into it afterwards, one by one. */
record CreateRoleRequest(RoleName name, RoleDescription description) {

    static CreateRoleRequest from(Fields fields) {
        Field<RoleName> name = fields.required("name", RoleName::parse);
        Field<RoleDescription> description = fields.optional("description", RoleDescription::parse);
        return fields.complete(() ->
                new CreateRoleRequest(name.get(), description.isGiven() ? description.get() : RoleDescription.NONE));
    }
}
