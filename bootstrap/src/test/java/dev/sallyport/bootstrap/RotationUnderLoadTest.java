package dev.sallyport.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.keys.MaintainSigningKeys;
import dev.sallyport.application.session.AccessTokens;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.bootstrap.background.Repeating;
import dev.sallyport.bootstrap.config.SecretSettings;
import dev.sallyport.bootstrap.config.SigningSettings;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.keys.KeyLife;
import dev.sallyport.domain.keys.KeyRotation;
import dev.sallyport.domain.session.AccessClaims;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import dev.sallyport.security.UuidV7Ids;
import dev.sallyport.security.keys.MasterKey;
import dev.sallyport.security.keys.VaultSigningKeys;
import dev.sallyport.security.session.JavaJwtAccessTokens;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Keys that follow one another every other second, while instances on one database sign and verify as fast as they can. */
class RotationUnderLoadTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final Duration TOKEN_LIFETIME = Duration.ofSeconds(2);
    private static final KeyRotation ROTATION =
            new KeyRotation(Duration.ofSeconds(2), Duration.ofMillis(1500), TOKEN_LIFETIME.plusSeconds(1));
    private static final Duration LOAD = Duration.ofSeconds(10);
    private static final Clock CLOCK = Clock.systemUTC();

    /** One of several servers on one database. */
    private static final class Instance implements AutoCloseable {
        private final Database database;
        private final VaultSigningKeys signingKeys;
        private final AccessTokens tokens;
        private final MaintainSigningKeys maintain;
        private final Repeating upkeep;

        Instance(DatabaseSettings settings) {
            this.database = Database.open(settings);
            Keys keys = keys(database);
            keys.openRing();
            this.signingKeys = keys.openSigningKeys();
            this.tokens = new JavaJwtAccessTokens(signingKeys, "issuer", "audience", 50, CLOCK);
            this.maintain = keys.maintain(signingKeys);
            this.upkeep = Repeating.start("upkeep", Duration.ZERO, this::keepUp);
        }

        private Duration keepUp() {
            maintain.handle(new MaintainSigningKeys.Command());
            return Duration.ofMillis(20);
        }

        String signer() {
            return signingKeys.get().signer().id();
        }

        @Override
        public void close() {
            upkeep.close();
            database.close();
        }
    }

    private static Keys keys(Database database) {
        return new Keys(
                database,
                new SecretSettings(MasterKey.parse(Settings.MASTER_KEY), Optional.empty()),
                new SigningSettings(KeyAlgorithm.ES256, Optional.empty(), ROTATION),
                new UuidV7Ids(CLOCK));
    }

    private record Issued(AccessToken token, Instant expiresAt) {}

    private static Issued issue(Instance instance) {
        Instant now = CLOCK.instant().truncatedTo(ChronoUnit.SECONDS);
        Instant expiresAt = now.plus(TOKEN_LIFETIME);
        UUID id = UUID.randomUUID();
        return new Issued(
                instance.tokens.issue(new AccessClaims(
                        id,
                        AccessClaims.Scope.FULL,
                        new UserId(id),
                        new SessionId(id),
                        Set.of(AuthenticationMethod.PASSWORD),
                        now,
                        Set.of(),
                        Set.of(),
                        now,
                        expiresAt)),
                expiresAt);
    }

    /** Whether it was refused although it had not expired even when the answer was there. */
    private static boolean isWronglyRefused(Issued issued, Instance by) {
        boolean refused = by.tokens.verify(issued.token()).isEmpty();
        return refused && CLOCK.instant().isBefore(issued.expiresAt());
    }

    /** Signs at one instance and verifies at all, right away and again and again until the token has expired. */
    private static int refusals(List<Instance> instances, Instance own, Set<String> signers) {
        Deque<Issued> alive = new ArrayDeque<>();
        Instant end = CLOCK.instant().plus(LOAD);
        int refusals = 0;
        while (CLOCK.instant().isBefore(end)) {
            signers.add(own.signer());
            alive.addLast(issue(own));
            for (Instance instance : instances) {
                refusals += isWronglyRefused(alive.getLast(), instance) ? 1 : 0;
                refusals += isWronglyRefused(alive.getFirst(), instance) ? 1 : 0;
            }
            while (!alive.isEmpty()
                    && !CLOCK.instant().isBefore(alive.getFirst().expiresAt())) {
                alive.removeFirst();
            }
        }
        return refusals;
    }

    /** On threads of their own, since those who only compute leave no turn to others. */
    private static List<Integer> load(List<Instance> instances, Set<String> signers) throws Exception {
        try (var executor =
                Executors.newThreadPerTaskExecutor(Thread.ofPlatform().factory())) {
            List<Callable<Integer>> tasks = new ArrayList<>();
            instances.forEach(own -> tasks.add(() -> refusals(instances, own, signers)));
            List<Integer> refusals = new ArrayList<>();
            for (Future<Integer> future : executor.invokeAll(tasks)) {
                refusals.add(future.get());
            }
            return refusals;
        }
    }

    @Test
    void refusesNoTokenBeforeItHasExpired() throws Exception {
        DatabaseSettings database = POSTGRES.server().createDatabase();
        try (Instance one = new Instance(database);
                Instance two = new Instance(database);
                Instance three = new Instance(database)) {
            List<Instance> instances = List.of(one, two, three);
            Set<String> signers = ConcurrentHashMap.newKeySet();

            assertThat(load(instances, signers)).containsOnly(0);

            assertThat(signers).hasSizeBetween(3, 8);
            assertThat(keys(one.database).list().keys().stream().map(KeyLife::key))
                    .hasSizeLessThan(6);
        }
    }

    @Test
    void makesOneKeyWhenManyInstancesFindThatItIsTime() {
        DatabaseSettings database = POSTGRES.server().createDatabase();
        SigningSettings signing = new SigningSettings(
                KeyAlgorithm.ES256, Optional.empty(), KeyRotation.of(Duration.ofDays(30), Duration.ofMinutes(15)));
        SecretSettings secrets = new SecretSettings(MasterKey.parse(Settings.MASTER_KEY), Optional.empty());
        try (Database opened = Database.open(database)) {
            new Keys(opened, secrets, signing, new UuidV7Ids(CLOCK)).openRing();
        }
        Sql.execute(database, "UPDATE server_keys SET active_from = now() - interval '30 d'");

        List<Boolean> added = Concurrently.times(3, i -> {
            try (Database opened = Database.open(database)) {
                Keys keys = new Keys(opened, secrets, signing, new UuidV7Ids(CLOCK));
                MaintainSigningKeys maintain = keys.maintain(keys.openSigningKeys());
                return maintain.handle(new MaintainSigningKeys.Command())
                        .added()
                        .isPresent();
            }
        });

        assertThat(added).containsExactlyInAnyOrder(true, false, false);
    }
}
