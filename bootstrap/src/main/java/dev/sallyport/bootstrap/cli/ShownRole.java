package dev.sallyport.bootstrap.cli;

import dev.sallyport.domain.access.Role;
import dev.sallyport.http.json.JsonText;
import java.util.LinkedHashMap;
import java.util.Map;

/** A role as commands show it to scripts. */
final class ShownRole {
    private ShownRole() {}

    /** On one line, with the members that the API has. */
    static String json(Role role) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("name", role.name().value());
        json.put("description", role.description().value());
        json.put("permissions", ShownUser.sorted(role.permissions()));
        json.put("builtIn", role.isBuiltIn());
        json.put("createdAt", role.createdAt().toString());
        return JsonText.of(json);
    }
}
