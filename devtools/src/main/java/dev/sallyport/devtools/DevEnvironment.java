package dev.sallyport.devtools;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** The environment of a development server: the developer's own, with what {@code dev} brings along instead of what production needs. */
final class DevEnvironment {
    private static final List<String> BROUGHT_ALONG = List.of(
            "DATABASE_URL",
            "DATABASE_USER",
            "DATABASE_PASSWORD",
            "MASTER_KEY",
            "MASTER_KEY_PREVIOUS",
            "MIGRATE_ON_START",
            "SMTP_HOST",
            "SMTP_PORT",
            "SMTP_USER",
            "SMTP_PASSWORD",
            "SMTP_FROM",
            "SMTP_REPLY_TO",
            "SMTP_SECURITY");

    private final Map<String, String> own;

    DevEnvironment(Map<String, String> own) {
        this.own = Map.copyOf(own);
    }

    /** What the developer has set, but {@code dev} has of its own. */
    List<String> unused() {
        return BROUGHT_ALONG.stream()
                .flatMap(name -> List.of(name, name + "_FILE").stream())
                .filter(name -> !own.getOrDefault(name, "").isBlank())
                .toList();
    }

    /** All settings, with these for what {@code dev} has of its own. */
    Map<String, String> with(String databaseUrl, String masterKey) {
        Map<String, String> settings = new HashMap<>(own);
        settings.keySet().removeAll(new TreeSet<>(unused()));
        settings.put("DATABASE_URL", databaseUrl);
        settings.put("MASTER_KEY", masterKey);
        if (!isSet("HOST")) {
            // Mail with codes in it can be read here, which is nobody else's business.
            settings.put("HOST", "127.0.0.1");
        }
        return settings;
    }

    /** All settings, with the ports on which people then find the server, too. */
    Map<String, String> with(String databaseUrl, String masterKey, DevPorts ports) {
        Map<String, String> settings = with(databaseUrl, masterKey);
        settings.keySet().removeAll(Set.of("PORT_FILE", "MANAGEMENT_PORT_FILE"));
        settings.put("PORT", Integer.toString(ports.api()));
        settings.put("MANAGEMENT_PORT", Integer.toString(ports.management()));
        if (!isSet("PUBLIC_URL")) {
            settings.put("PUBLIC_URL", "http://localhost:" + ports.api());
        }
        return settings;
    }

    private boolean isSet(String name) {
        return !own.getOrDefault(name, "").isBlank()
                || !own.getOrDefault(name + "_FILE", "").isBlank();
    }
}
