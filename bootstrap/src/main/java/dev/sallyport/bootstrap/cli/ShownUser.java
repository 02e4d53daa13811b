package dev.sallyport.bootstrap.cli;

import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.http.json.JsonText;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** An account as commands show it. */
final class ShownUser {
    private ShownUser() {}

    /** On one line, with the members that the API has. */
    static String json(User user) {
        Map<String, @Nullable Object> json = new LinkedHashMap<>();
        json.put("id", user.id().toString());
        json.put("email", user.email().value());
        json.put(
                "displayName",
                user.displayName() == null ? null : user.displayName().value());
        json.put("locale", user.locale().value());
        json.put("status", status(user.status()));
        json.put("roles", sorted(user.roles()));
        json.put("permissions", sorted(user.permissions()));
        json.put("twoFactorEnabled", user.twoFactorEnabled());
        json.put("createdAt", millis(user.createdAt()));
        json.put("lastSignInAt", user.lastSignInAt() == null ? null : millis(user.lastSignInAt()));
        return JsonText.of(json);
    }

    static Table table(User user) {
        return new Table("id", user.id().toString())
                .row("email", user.email().value())
                .row(
                        "display name",
                        user.displayName() == null ? "-" : user.displayName().value())
                .row("locale", user.locale().value())
                .row("status", status(user.status()))
                .row("roles", String.join(", ", sorted(user.roles())))
                .row("permissions", String.join(", ", sorted(user.permissions())))
                .row("second factor", user.twoFactorEnabled() ? "yes" : "no")
                .row("created", time(user.createdAt()))
                .row("last sign-in", time(user.lastSignInAt()));
    }

    static String status(UserStatus status) {
        return switch (status) {
            case ACTIVE -> "active";
            case SUSPENDED -> "suspended";
            case DELETING -> "deleting";
        };
    }

    static List<String> sorted(Collection<?> names) {
        return names.stream().map(Object::toString).sorted().toList();
    }

    /** As the API tells it. */
    private static String millis(Instant instant) {
        return instant.truncatedTo(ChronoUnit.MILLIS).toString();
    }

    /** To the second, for people. */
    static String time(@Nullable Instant instant) {
        return instant == null ? "-" : instant.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
