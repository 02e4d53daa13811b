package dev.sallyport.bootstrap.config;

import java.util.List;
import java.util.Optional;

/**
 * Where everything is kept.
 *
 * @param jdbcUrl for the driver, without user and password
 * @param poolSize the most connections at once
 * @param migrateOnStart whether the schema is brought up to date before anything else
 */
public record DatabaseSettings(
        String jdbcUrl, String user, Optional<ConfiguredSecret> password, int poolSize, boolean migrateOnStart) {
    static final Setting<DatabaseAddress> DATABASE_URL = Setting.optional(
            "DATABASE_URL",
            Group.DATABASE,
            DatabaseAddress.type(),
            "required",
            "`postgresql://user:password@host:5432/name?sslmode=…`, percent-encoded, or `jdbc:postgresql://…`.");
    static final Setting<String> DATABASE_USER = Setting.optional(
            "DATABASE_USER",
            Group.DATABASE,
            ValueTypes.text(128),
            "from `DATABASE_URL`",
            "The user, if it is not in the address.");
    static final Setting<ConfiguredSecret> DATABASE_PASSWORD = Setting.optional(
            "DATABASE_PASSWORD",
            Group.DATABASE,
            ValueTypes.secret(),
            "from `DATABASE_URL`",
            "The password, if it is not in the address.");
    static final Setting<Integer> DATABASE_POOL_SIZE = Setting.of(
            "DATABASE_POOL_SIZE",
            Group.DATABASE,
            ValueTypes.number(1, 1000),
            "10",
            "The most connections at once. A function that answers one request at a time needs one.");
    static final Setting<String> DATABASE_REPLICA_URL =
            Setting.announced("DATABASE_REPLICA_URL", Group.DATABASE, "A replica for reads that may be stale.");
    static final Setting<Boolean> MIGRATE_ON_START = Setting.of(
            "MIGRATE_ON_START",
            Group.DATABASE,
            ValueTypes.flag(),
            "true",
            "Whether `serve` brings the schema up to date before it starts.");

    static List<Setting<?>> catalogue() {
        return List.of(
                DATABASE_URL,
                DATABASE_USER,
                DATABASE_PASSWORD,
                DATABASE_POOL_SIZE,
                DATABASE_REPLICA_URL,
                MIGRATE_ON_START);
    }

    static void check(Readings readings, List<Problem> problems) {
        if (readings.isMissing(DATABASE_URL)) {
            problems.add(Problem.missing(DATABASE_URL, "Set it, as in postgresql://user:password@host:5432/name."));
        }
        readings.find(DATABASE_URL).ifPresent(address -> check(address, readings, problems));
    }

    private static void check(DatabaseAddress address, Readings readings, List<Problem> problems) {
        if (address.leavesTlsToChance()) {
            problems.add(
                    new Problem(
                            DATABASE_URL.name(),
                            "does not say whether the connection must be encrypted",
                            "Add ?sslmode=verify-full (or require, which checks no certificate; or disable, in a network that you trust)."));
        }
        if (address.user() == null && readings.isMissing(DATABASE_USER)) {
            problems.add(Problem.missing(DATABASE_USER, "Set it, or put the user into DATABASE_URL before the host."));
        }
        if (address.user() != null && !readings.isMissing(DATABASE_USER)) {
            problems.add(new Problem(DATABASE_USER.name(), "is also in DATABASE_URL", "Keep one of the two."));
        }
        if (address.password() != null && !readings.isMissing(DATABASE_PASSWORD)) {
            problems.add(new Problem(DATABASE_PASSWORD.name(), "is also in DATABASE_URL", "Keep one of the two."));
        }
    }

    static DatabaseSettings from(Readings readings) {
        DatabaseAddress address = readings.get(DATABASE_URL);
        String user = address.user();
        return new DatabaseSettings(
                address.jdbcUrl(),
                user == null ? readings.get(DATABASE_USER) : user,
                Optional.ofNullable(address.password()).or(() -> readings.find(DATABASE_PASSWORD)),
                readings.get(DATABASE_POOL_SIZE),
                readings.get(MIGRATE_ON_START));
    }
}
