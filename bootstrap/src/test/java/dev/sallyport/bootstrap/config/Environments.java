package dev.sallyport.bootstrap.config;

import java.util.HashMap;
import java.util.Map;

/** Environments to start from. */
final class Environments {
    static final String MASTER_KEY = "qk3l9VvQ2b9lFz0o0jHn7dX1m5c8YwUe4rTtPpSsAaE=";

    private Environments() {}

    /** The least that an embedded Sallyport needs, with these settings besides or instead; an empty value takes one away. */
    static Map<String, String> embedded(String... settings) {
        Map<String, String> environment = new HashMap<>();
        environment.put(
                "DATABASE_URL",
                "postgresql://sallyport:correct-horse@db.example.com:5432/accounts?sslmode=verify-full");
        environment.put("MASTER_KEY", MASTER_KEY);
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        return environment;
    }

    /** The least that the server needs, likewise. */
    static Map<String, String> server(String... settings) {
        Map<String, String> environment =
                embedded("SMTP_HOST", "smtp.example.com", "SMTP_FROM", "accounts@example.com");
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        return environment;
    }
}
