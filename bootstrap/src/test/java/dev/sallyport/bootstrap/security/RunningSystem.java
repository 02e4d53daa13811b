package dev.sallyport.bootstrap.security;

import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.Server;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.keys.KeyRotation;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.security.keys.AesGcmVault;
import dev.sallyport.security.keys.EcSigningKey;
import dev.sallyport.security.keys.MasterKey;
import dev.sallyport.security.keys.VaultSigningKeys;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The whole server as {@code serve} starts it, but for the mail, which comes to an {@link Inbox}. Nothing is limited by default. */
final class RunningSystem implements AutoCloseable {
    static final String PUBLIC_URL = "https://accounts.example.com";

    static final String MASTER_KEY = "qk3l9VvQ2b9lFz0o0jHn7dX1m5c8YwUe4rTtPpSsAaE=";

    private final DatabaseSettings database;
    private final SallyportSystem system;
    private final Server server;
    private final ApiClient api;
    private final CallerRoute callerRoute = new CallerRoute();
    private final Inbox inbox;

    private RunningSystem(DatabaseSettings database, Inbox inbox, Configuration configuration) {
        this.database = database;
        this.inbox = inbox;
        this.system = SallyportSystem.start(configuration, inbox);
        this.server = Server.start(configuration, system, List.of(callerRoute));
        this.api = new ApiClient(port());
    }

    /** Starts on that database, with these settings besides or instead: name, value, name, value … */
    static RunningSystem on(DatabaseSettings database, String... settings) {
        return on(database, new Inbox(), settings);
    }

    /** The same with an inbox that others have, too: of several instances on one database, any may send what there is to send. */
    static RunningSystem on(DatabaseSettings database, Inbox inbox, String... settings) {
        return new RunningSystem(database, inbox, configuration(database, settings));
    }

    static Configuration configuration(DatabaseSettings database, String... settings) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "HOST",
                "127.0.0.1",
                "PORT",
                "0",
                "MANAGEMENT_PORT",
                "0",
                "PUBLIC_URL",
                PUBLIC_URL,
                "DATABASE_URL",
                database.jdbcUrl(),
                "DATABASE_USER",
                database.user(),
                "DATABASE_PASSWORD",
                database.password(),
                "MASTER_KEY",
                MASTER_KEY,
                "RATE_LIMITS",
                "off",
                "PASSWORD_HASH_MAX_WAIT",
                "60s"));
        environment.put("MIGRATE_ON_START", "false");
        for (int i = 0; i < settings.length; i += 2) {
            environment.put(settings[i], settings[i + 1]);
        }
        return Configuration.parse(environment);
    }

    int port() {
        return URI.create(server.url()).getPort();
    }

    Guest guest() {
        return new Guest(api, inbox, () -> {});
    }

    /** What is made of an access token, with which nothing else is done. */
    ApiAnswer callerOf(String accessToken) {
        return callerRoute.ask(port(), accessToken);
    }

    ApiClient api() {
        return api;
    }

    Inbox inbox() {
        return inbox;
    }

    /** What it signs access tokens with: nobody but us can get at it. */
    EcSigningKey signingKey() {
        AesGcmVault vault = new AesGcmVault(MasterKey.parse(MASTER_KEY), List.of());
        try (Database opened = Database.open(database)) {
            KeyRotation rotation = KeyRotation.of(Duration.ofDays(30), Duration.ofMinutes(15));
            return (EcSigningKey) VaultSigningKeys.open(opened.serverKeys(), vault, rotation)
                    .get()
                    .signer();
        }
    }

    @Override
    public void close() {
        api.close();
        callerRoute.close();
        server.close();
        system.close();
    }
}
