package dev.sallyport.http.account;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.account.UserVersion;
import dev.sallyport.http.json.Json;
import dev.sallyport.http.routing.Response;
import java.util.Collection;

/** A user as the API shows them. Every member is always there, if only as null. */
public final class UserJson {

    private UserJson() {}

    public static ObjectNode of(User user) {
        ObjectNode json = Json.object()
                .put("id", user.id().toString())
                .put("email", user.email().value())
                .put(
                        "displayName",
                        user.displayName() == null ? null : user.displayName().value())
                .put("locale", user.locale().value())
                .put("status", status(user.status()));
        addSorted(json.putArray("roles"), user.roles());
        addSorted(json.putArray("permissions"), user.permissions());
        return json.put("twoFactorEnabled", user.twoFactorEnabled())
                .put("createdAt", Json.time(user.createdAt()))
                .put("lastSignInAt", user.lastSignInAt() == null ? null : Json.time(user.lastSignInAt()));
    }

    /** A user and nothing else, recognised by what an administrator can change. */
    public static Response response(int status, User user) {
        return Response.json(status, of(user)).tagged(UserVersion.of(user).value());
    }

    private static String status(UserStatus status) {
        return switch (status) {
            case ACTIVE -> "active";
            case SUSPENDED -> "suspended";
            // To callers it is an account that cannot be used. Its owner cannot be one of them.
            case DELETING -> "suspended";
        };
    }

    private static void addSorted(ArrayNode array, Collection<?> names) {
        names.stream().map(Object::toString).sorted().forEach(array::add);
    }
}
