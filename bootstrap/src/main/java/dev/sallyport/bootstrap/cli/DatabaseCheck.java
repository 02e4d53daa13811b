package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.CannotStart;
import dev.sallyport.bootstrap.Keys;
import dev.sallyport.bootstrap.KeysFound;
import dev.sallyport.bootstrap.Schema;
import dev.sallyport.bootstrap.Unattended;
import dev.sallyport.bootstrap.config.KeySettings;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/** Looks at the database: whether it answers, its schema, its clock, and the keys in it. */
final class DatabaseCheck {
    private static final String DATABASE = "database";
    private static final String SCHEMA = "database schema";
    private static final String CLOCK = "clock";
    private static final String MASTER_KEY = "master key";
    private static final String SIGNING_KEY = "signing key";

    /** The leeway of those who verify tokens is twice as much. */
    private static final Duration CLOCKS_TOO_FAR_APART = Duration.ofSeconds(30);

    private static final Duration CLOCKS_APART = Duration.ofSeconds(5);

    private final KeySettings settings;
    private final InstantSource clock;

    DatabaseCheck(KeySettings settings, InstantSource clock) {
        this.settings = settings;
        this.clock = clock;
    }

    void run(Consumer<Finding> tell) {
        try {
            Schema.State schema = Schema.examine(settings.database());
            tell.accept(Finding.ok(DATABASE, "it answers, and lets us in."));
            tell.accept(schema(schema));
            if (schema == Schema.State.OLDER) {
                tell.accept(Finding.skipped("keys and clock", "the schema has to be brought up to date first."));
                return;
            }
            KeysFound found = Keys.with(settings, keys -> keys.examine(clock));
            tell.accept(clock(found.databaseAhead()));
            new ReplicaCheck(settings.database()).run(tell);
            tell.accept(masterKey(found));
            tell.accept(signingKey(found));
            new UnattendedCheck(
                            Unattended.examine(settings.database()),
                            settings.database().poolSize())
                    .run(tell);
        } catch (CannotStart unusable) {
            tell.accept(Finding.failed(DATABASE, String.valueOf(unusable.getMessage())));
        }
    }

    private Finding schema(Schema.State state) {
        return switch (state) {
            case CURRENT -> Finding.ok(SCHEMA, "it is that of this version.");
            case OLDER ->
                settings.database().migrateOnStart()
                        ? Finding.warning(SCHEMA, "it is older than this version; the next start brings it up to date.")
                        : Finding.failed(
                                SCHEMA,
                                "it is older than this version, and MIGRATE_ON_START is off. Run: sallyport migrate.");
            case NEWER ->
                Finding.failed(
                        SCHEMA,
                        "a newer version of Sallyport has changed it, and this one may not know all of it. Run that newer version.");
        };
    }

    private static Finding clock(Duration databaseAhead) {
        Duration apart = databaseAhead.abs();
        String difference = "ours and the database's are " + shown(apart) + " apart";
        if (apart.compareTo(CLOCKS_APART) <= 0) {
            return Finding.ok(CLOCK, "ours and the database's agree.");
        }
        String which = databaseAhead.isNegative() ? " (ours is ahead)" : " (ours is behind)";
        String remedy = which + ". Have both machines set theirs by NTP.";
        return apart.compareTo(CLOCKS_TOO_FAR_APART) <= 0
                ? Finding.warning(CLOCK, difference + remedy)
                : Finding.failed(CLOCK, difference + remedy);
    }

    private static Finding masterKey(KeysFound found) {
        if (!found.opened()) {
            return Finding.failed(
                    MASTER_KEY,
                    "MASTER_KEY is not the key that this database was set up with. Set MASTER_KEY (or MASTER_KEY_PREVIOUS) to that key.");
        }
        return Finding.ok(
                MASTER_KEY,
                found.signing().isEmpty()
                        ? "nothing is sealed yet; the first start does that."
                        : "MASTER_KEY opens every key in the database.");
    }

    private static Finding signingKey(KeysFound found) {
        Optional<Duration> age = found.age();
        if (age.isEmpty()) {
            return Finding.ok(SIGNING_KEY, "there is none yet; the first start makes one.");
        }
        String signs = "one has been signing for " + shown(age.get());
        return found.isOverdue()
                ? Finding.warning(
                        SIGNING_KEY,
                        signs + ", longer than JWT_KEY_ROTATION (" + shown(found.rotation())
                                + "). A running server makes the next by itself; if one runs, see its log.")
                : Finding.ok(SIGNING_KEY, signs + ".");
    }

    private static String shown(Duration duration) {
        if (duration.toDays() > 1) {
            return duration.toDays() + " days";
        }
        return duration.toHours() > 1 ? duration.toHours() + " hours" : duration.toSeconds() + " seconds";
    }
}
