package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.account.EmailAddress;
import java.util.List;
import java.util.Optional;

/**
 * What only {@code dev} uses.
 *
 * @param studioPort of the data browser
 * @param adminPassword of the administrator that is created; empty to have one generated
 * @param postgresPort of the embedded PostgreSQL; 0 for any free one
 */
public record DevelopmentSettings(
        int studioPort, EmailAddress adminEmail, Optional<ConfiguredSecret> adminPassword, int postgresPort) {
    static final Setting<Integer> STUDIO_PORT = Setting.of(
            "STUDIO_PORT",
            Group.DEVELOPMENT,
            ValueTypes.port(),
            "5555",
            "The port of the data browser; 0 for any free one.");
    static final Setting<EmailAddress> DEV_ADMIN_EMAIL = Setting.of(
            "DEV_ADMIN_EMAIL",
            Group.DEVELOPMENT,
            ValueTypes.email(),
            "admin@example.com",
            "The administrator whom `dev` creates.");
    static final Setting<ConfiguredSecret> DEV_ADMIN_PASSWORD = Setting.optional(
            "DEV_ADMIN_PASSWORD", Group.DEVELOPMENT, ValueTypes.secret(), "generated and printed", "Their password.");
    static final Setting<Integer> DEV_POSTGRES_PORT = Setting.of(
            "DEV_POSTGRES_PORT",
            Group.DEVELOPMENT,
            ValueTypes.port(),
            "0",
            "The port of the embedded PostgreSQL; 0 for any free one.");

    static List<Setting<?>> catalogue() {
        return List.of(STUDIO_PORT, DEV_ADMIN_EMAIL, DEV_ADMIN_PASSWORD, DEV_POSTGRES_PORT);
    }

    static DevelopmentSettings from(Readings readings) {
        return new DevelopmentSettings(
                readings.get(STUDIO_PORT),
                readings.get(DEV_ADMIN_EMAIL),
                readings.find(DEV_ADMIN_PASSWORD),
                readings.get(DEV_POSTGRES_PORT));
    }
}
