package dev.sallyport.http.lines;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.sallyport.application.admin.CarriedUser;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.http.json.Json;

/** A user as a line of a file, just as it is read back. */
public final class UserLine {
    private UserLine() {}

    /** The line, without its end. Times are told as exactly as they are kept. */
    public static String of(CarriedUser user) {
        ObjectNode json = Json.object()
                .put("id", user.id().toString())
                .put("email", user.email().value())
                .put(
                        "displayName",
                        user.displayName() == null ? null : user.displayName().value())
                .put("locale", user.locale().value())
                .put("status", user.status() == UserStatus.ACTIVE ? "active" : "suspended");
        ArrayNode roles = json.putArray("roles");
        user.roles().stream().map(RoleName::value).sorted().forEach(roles::add);
        return Json.text(json.put("passwordHash", user.passwordHash().reveal())
                .put("twoFactorEnabled", user.twoFactorEnabled())
                .put("createdAt", user.createdAt().toString())
                .put(
                        "lastSignInAt",
                        user.lastSignInAt() == null ? null : user.lastSignInAt().toString()));
    }
}
