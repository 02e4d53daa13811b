package dev.sallyport.http.access;

import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.http.json.Field;
import dev.sallyport.http.json.Fields;
import org.jspecify.annotations.Nullable;

/**
 * What {@code PATCH /admin/roles/{role}} is asked with, as a merge patch (RFC 7396): absent is left, null is removed.
 *
 * @param description null to leave it as it is
 */
record ChangeRoleRequest(@Nullable RoleDescription description) {

    static ChangeRoleRequest from(Fields fields) {
        Field<RoleDescription> description = fields.nullable("description", RoleDescription::parse);
        return fields.complete(() -> new ChangeRoleRequest(wanted(description)));
    }

    private static @Nullable RoleDescription wanted(Field<RoleDescription> field) {
        RoleDescription given = field.orNull();
        return field.isGiven() && given == null ? RoleDescription.NONE : given;
    }
}
