package dev.sallyport.bootstrap;

import dev.sallyport.persistence.DatabaseSettings;
import java.util.HashMap;
import java.util.Map;

/** Environments for servers on a database of the tests. */
public final class Settings {
    public static final String MASTER_KEY = "qk3l9VvQ2b9lFz0o0jHn7dX1m5c8YwUe4rTtPpSsAaE=";
    public static final String OTHER_MASTER_KEY = "Rm9yZ2V0IG1lIG5vdCwgc2F5cyA5f3qk3l9VvQ2b9lF=";

    private Settings() {}

    /** All that is required, ports free to choose, and these settings besides or instead. */
    public static Map<String, String> on(DatabaseSettings database, String... settings) {
        Map<String, String> environment = new HashMap<>();
        environment.put("DATABASE_URL", database.jdbcUrl());
        environment.put("DATABASE_USER", database.user());
        environment.put("DATABASE_PASSWORD", database.password());
        environment.put("DATABASE_POOL_SIZE", "5");
        environment.put("MASTER_KEY", MASTER_KEY);
        environment.put("HOST", "127.0.0.1");
        environment.put("PORT", "0");
        environment.put("MANAGEMENT_PORT", "0");
        environment.put("SMTP_HOST", "127.0.0.1");
        environment.put("SMTP_FROM", "accounts@example.com");
        environment.put("SMTP_SECURITY", "none");
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        return environment;
    }
}
