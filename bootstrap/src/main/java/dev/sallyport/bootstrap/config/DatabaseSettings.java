package dev.sallyport.bootstrap.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Where everything is kept.
 *
 * @param jdbcUrl for the driver, without user and password
 * @param poolSize the most connections at once
 * @param migrateOnStart whether the schema is brought up to date before anything else
 * @param replica from where lists are read, if not from there, too
 */
public record DatabaseSettings(
        String jdbcUrl,
        String user,
        Optional<ConfiguredSecret> password,
        int poolSize,
        boolean migrateOnStart,
        Optional<Replica> replica) {
    /**
     * A server that follows that one.
     *
     * @param maxLag how old what is read from it may be
     */
    public record Replica(String jdbcUrl, String user, Optional<ConfiguredSecret> password, Duration maxLag) {}

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
    static final Setting<DatabaseAddress> DATABASE_REPLICA_URL = Setting.optional(
            "DATABASE_REPLICA_URL",
            Group.DATABASE,
            DatabaseAddress.type(),
            "everything is read from the database itself",
            "A streaming replica from which [lists are read](features/replica.md), written as `DATABASE_URL` is."
                    + " User and password are those of the database unless it names others.");
    static final Setting<Duration> DATABASE_REPLICA_MAX_LAG = Setting.of(
            "DATABASE_REPLICA_MAX_LAG",
            Group.DATABASE,
            ValueTypes.duration("2s", "10m"),
            "10s",
            "How old what is read from the replica may be. While it is further behind it is not used.");
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
                DATABASE_REPLICA_MAX_LAG,
                MIGRATE_ON_START);
    }

    static void check(Readings readings, List<Problem> problems) {
        if (readings.isMissing(DATABASE_URL)) {
            problems.add(Problem.missing(DATABASE_URL, "Set it, as in postgresql://user:password@host:5432/name."));
        }
        readings.find(DATABASE_URL).ifPresent(address -> check(address, readings, problems));
        readings.find(DATABASE_REPLICA_URL).ifPresent(replica -> {
            checkTls(DATABASE_REPLICA_URL, replica, problems);
            if (readings.find(DATABASE_URL).filter(replica::leadsWhere).isPresent()) {
                problems.add(
                        new Problem(
                                DATABASE_REPLICA_URL.name(),
                                "leads to the same server as DATABASE_URL",
                                "Name a replica of that, or remove it: without one, everything is read from the database itself."));
            }
        });
    }

    private static void checkTls(Setting<DatabaseAddress> setting, DatabaseAddress address, List<Problem> problems) {
        if (address.leavesTlsToChance()) {
            problems.add(
                    new Problem(
                            setting.name(),
                            "does not say whether the connection must be encrypted",
                            "Add ?sslmode=verify-full (or require, which checks no certificate; or disable, in a network that you trust)."));
        }
    }

    private static void check(DatabaseAddress address, Readings readings, List<Problem> problems) {
        checkTls(DATABASE_URL, address, problems);
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
        String named = address.user();
        String user = named == null ? readings.get(DATABASE_USER) : named;
        Optional<ConfiguredSecret> password =
                Optional.ofNullable(address.password()).or(() -> readings.find(DATABASE_PASSWORD));
        return new DatabaseSettings(
                address.jdbcUrl(),
                user,
                password,
                readings.get(DATABASE_POOL_SIZE),
                readings.get(MIGRATE_ON_START),
                readings.find(DATABASE_REPLICA_URL)
                        .map(replica -> replica(replica, user, password, readings.get(DATABASE_REPLICA_MAX_LAG))));
    }

    /** A replica has the roles of its primary. Whoever names another of them has to say its password, too. */
    private static Replica replica(
            DatabaseAddress address, String user, Optional<ConfiguredSecret> password, Duration maxLag) {
        String named = address.user();
        boolean another = named != null && !named.equals(user);
        return new Replica(
                address.jdbcUrl(),
                named == null ? user : named,
                Optional.ofNullable(address.password()).or(() -> another ? Optional.empty() : password),
                maxLag);
    }
}
