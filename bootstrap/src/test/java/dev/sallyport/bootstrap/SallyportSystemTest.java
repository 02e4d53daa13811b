package dev.sallyport.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.access.Authenticate;
import dev.sallyport.application.account.ReadAccount;
import dev.sallyport.application.recovery.RequestPasswordReset;
import dev.sallyport.application.recovery.ResetPassword;
import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.application.registration.VerifyEmail;
import dev.sallyport.application.session.EndSession;
import dev.sallyport.application.session.RefreshSession;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.background.OnDemand;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.ConfigurationRefused;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.session.Client;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class SallyportSystemTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final EmailAddress ADA = EmailAddress.of("ada@example.com");
    private static final Password PASSWORD = Password.of("correct horse battery staple");
    private static final Client CLIENT = Client.local();

    private final FakeMailTransport mail = new FakeMailTransport();

    private SallyportSystem start(Map<String, String> environment) {
        return SallyportSystem.start(Configuration.parse(environment), mail);
    }

    private static long count(DatabaseSettings database, String sql) {
        try (Connection connection =
                        DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password());
                ResultSet rows = connection.createStatement().executeQuery(sql)) {
            rows.next();
            return rows.getLong(1);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }
    }

    private static long connections(DatabaseSettings database) {
        return count(
                database,
                "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()");
    }

    private static List<String> ownThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("mail-")
                        || name.endsWith("-purge")
                        || name.equals("revocations")
                        || name.equals("recovery")
                        || name.equals("account-removal")
                        || name.equals("signing-keys"))
                .toList();
    }

    private SignedIn register(SallyportSystem system) {
        return register(system, ADA);
    }

    private SignedIn register(SallyportSystem system, EmailAddress email) {
        var registered = (RegisterAccount.Result.Accepted) system.sallyport()
                .registerAccount()
                .handle(new RegisterAccount.Command(email, PASSWORD, null, LanguageTag.of("en"), CLIENT));
        MailedCode code = MailedCode.of(MailBag.codeFor(email.value(), mail));
        var verified = (VerifyEmail.Result.Verified)
                system.sallyport().verifyEmail().handle(new VerifyEmail.Command.ByCode(registered.id(), code, CLIENT));
        return verified.signedIn();
    }

    @Test
    void doesTheWholeJobWithoutHttp() {
        try (SallyportSystem system = start(Settings.on(POSTGRES.server().createEmptyDatabase()))) {
            SignedIn registered = register(system);

            var again = (SignIn.Result.Succeeded)
                    system.sallyport().signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT));
            var refreshed = (RefreshSession.Result.Refreshed) system.sallyport()
                    .refreshSession()
                    .handle(new RefreshSession.Command(again.signedIn().refreshToken(), CLIENT));
            var caller = (Authenticate.Result.Authenticated) system.sallyport()
                    .authenticate()
                    .handle(new Authenticate.Command(refreshed.signedIn().accessToken()));
            var me = (ReadAccount.Result.Found)
                    system.sallyport().readAccount().handle(new ReadAccount.Command(caller.caller()));
            assertThat(me.user().email()).isEqualTo(ADA);
            assertThat(me.user().id()).isEqualTo(registered.user().id());

            system.sallyport()
                    .endSession()
                    .handle(new EndSession.Command.ByRefreshToken(
                            refreshed.signedIn().refreshToken(), CLIENT));
            assertThat(system.sallyport()
                            .refreshSession()
                            .handle(new RefreshSession.Command(
                                    refreshed.signedIn().refreshToken(), CLIENT)))
                    .isInstanceOf(RefreshSession.Result.Rejected.class);
        }
    }

    @Test
    void keepsPeopleSignedInOverARestart() {
        DatabaseSettings database = POSTGRES.server().createDatabase();
        SignedIn signedIn;
        try (SallyportSystem system = start(Settings.on(database))) {
            signedIn = register(system);
        }

        try (SallyportSystem system = start(Settings.on(database))) {
            assertThat(system.sallyport().authenticate().handle(new Authenticate.Command(signedIn.accessToken())))
                    .isInstanceOf(Authenticate.Result.Authenticated.class);
            assertThat(system.sallyport()
                            .refreshSession()
                            .handle(new RefreshSession.Command(signedIn.refreshToken(), CLIENT)))
                    .isInstanceOf(RefreshSession.Result.Refreshed.class);
        }
    }

    private static void forgetPassword(SallyportSystem system, EmailAddress email) {
        assertThat(system.sallyport().requestPasswordReset().handle(new RequestPasswordReset.Command(email, CLIENT)))
                .isInstanceOf(RequestPasswordReset.Result.Accepted.class);
    }

    @Test
    void getsPeopleBackInWhoLostTheirPassword() {
        Password chosen = Password.of("seven unlikely purple giraffes");
        try (SallyportSystem system = start(Settings.on(POSTGRES.server().createDatabase()))) {
            SignedIn before = register(system);

            forgetPassword(system, ADA);
            LinkToken token = LinkToken.of(MailBag.tokenFor(ADA.value(), "reset-password", mail));
            var reset = system.sallyport().resetPassword().handle(new ResetPassword.Command(token, chosen, CLIENT));

            assertThat(reset).isInstanceOf(ResetPassword.Result.Reset.class);
            assertThat(system.sallyport()
                            .refreshSession()
                            .handle(new RefreshSession.Command(before.refreshToken(), CLIENT)))
                    .isInstanceOf(RefreshSession.Result.Rejected.class);
            assertThat(system.sallyport().signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT)))
                    .isInstanceOf(SignIn.Result.InvalidCredentials.class);
            assertThat(system.sallyport().signIn().handle(new SignIn.Command(ADA, chosen, CLIENT)))
                    .isInstanceOf(SignIn.Result.Succeeded.class);
            await().untilAsserted(() -> assertThat(MailBag.mails(ADA.value(), "password-changed", mail))
                    .hasSize(1));
        }
    }

    @Test
    void answersEachRequestOnceHoweverManyInstancesThereAre() {
        DatabaseSettings database = POSTGRES.server().createDatabase();
        EmailAddress bob = EmailAddress.of("bob@example.com");
        Map<String, String> settings = Settings.on(database, "RATE_LIMITS", "off");
        try (SallyportSystem one = start(settings);
                SallyportSystem other = start(settings)) {
            register(one, ADA);
            register(other, bob);

            for (int i = 0; i < 6; i++) {
                forgetPassword(i % 2 == 0 ? one : other, ADA);
                forgetPassword(i % 3 == 0 ? one : other, bob);
            }
            await().untilAsserted(() -> assertThat(count(database, "SELECT count(*) FROM recovery_requests"))
                    .isZero());
            await().untilAsserted(
                            () -> assertThat(count(database, "SELECT count(*) FROM mail_outbox WHERE state = 'queued'"))
                                    .isZero());

            assertThat(MailBag.mails(ADA.value(), "reset-password", mail)).hasSize(6);
            assertThat(MailBag.mails(bob.value(), "reset-password", mail)).hasSize(6);
        }
    }

    @Test
    void opensItsKeysUnderThePreviousMasterKey() {
        DatabaseSettings database = POSTGRES.server().createDatabase();
        start(Settings.on(database)).close();

        start(Settings.on(
                        database, "MASTER_KEY", Settings.OTHER_MASTER_KEY, "MASTER_KEY_PREVIOUS", Settings.MASTER_KEY))
                .close();
    }

    @Test
    void refusesAnotherMasterKeyAndLeavesEverythingAsItWas() {
        DatabaseSettings database = POSTGRES.server().createDatabase();
        start(Settings.on(database)).close();
        long keys = count(database, "SELECT count(*) FROM server_keys");

        assertThatThrownBy(() -> start(Settings.on(database, "MASTER_KEY", Settings.OTHER_MASTER_KEY)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("MASTER_KEY is not the key that this database was set up with");

        assertThat(count(database, "SELECT count(*) FROM server_keys")).isEqualTo(keys);
        await().untilAsserted(() -> assertThat(connections(database)).isZero());
        assertThat(ownThreads()).isEmpty();
    }

    @Test
    void refusesAnotherMasterKeyBeforeItMigrates() {
        DatabaseSettings database = POSTGRES.server().createDatabase();
        start(Settings.on(database)).close();
        Sql.execute(database, """
                DROP TABLE declared_administrators;
                DELETE FROM sallyport_schema_history WHERE version = '033'""");

        assertThatThrownBy(() -> start(Settings.on(database, "MASTER_KEY", Settings.OTHER_MASTER_KEY)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("MASTER_KEY is not the key that this database was set up with");
        assertThat(Sql.tables(database)).doesNotContain("declared_administrators");

        start(Settings.on(database)).close();
        assertThat(Sql.tables(database)).contains("declared_administrators");
    }

    @Test
    void saysWhichRightsAreMissingAndChangesNothing() {
        DatabaseSettings owner = POSTGRES.server().createEmptyDatabase();
        Sql.execute(owner, "CREATE ROLE newcomer LOGIN PASSWORD 'newcomer'");
        DatabaseSettings newcomer = new DatabaseSettings(owner.jdbcUrl(), "newcomer", "newcomer", owner.poolSize());

        assertThatThrownBy(() -> start(Settings.on(newcomer)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("The user in DATABASE_URL, newcomer, lacks rights")
                .hasMessageContaining("Nothing was changed")
                .hasMessageContaining("GRANT USAGE, CREATE ON SCHEMA public TO newcomer;");

        assertThat(Sql.tables(owner)).isEmpty();
    }

    @Test
    void hasNeitherAThreadNorAConnectionThatListensWhereWorkIsDoneOnDemand() {
        DatabaseSettings database = POSTGRES.server().createDatabase();
        OnDemand workers = new OnDemand(Clock.systemUTC());
        var configuration = Configuration.parse(Settings.on(database, "DATABASE_POOL_SIZE", "1"));

        try (SallyportSystem system = SallyportSystem.start(configuration, workers)) {
            assertThat(ownThreads()).isEmpty();
            assertThat(connections(database)).isEqualTo(1);
            assertThat(system.isDatabaseReachable()).isTrue();
            workers.beforeAnswer();
            assertThat(connections(database)).isEqualTo(1);
        }

        assertThat(workers.everything(Duration.ofMinutes(1))).isEmpty();
        await().untilAsserted(() -> assertThat(connections(database)).isZero());
    }

    @Test
    void closesAllThatItOpened() {
        DatabaseSettings database = POSTGRES.server().createDatabase();
        SallyportSystem system = start(Settings.on(database));
        // The one that words every mail once comes to an end by itself.
        await().atMost(Duration.ofSeconds(60))
                .untilAsserted(() -> assertThat(ownThreads())
                        .containsExactlyInAnyOrder(
                                "account-removal",
                                "mail-1",
                                "mail-2",
                                "mail-purge",
                                "recovery",
                                "registrations-purge",
                                "revocations",
                                "sessions-purge",
                                "signing-keys",
                                "traces-purge"));
        assertThat(connections(database)).isPositive();

        system.close();
        system.close();

        await().untilAsserted(() -> assertThat(ownThreads()).isEmpty());
        await().untilAsserted(() -> assertThat(connections(database)).isZero());
    }

    @Test
    void saysWhatIsWrongWithTheDatabase() {
        DatabaseSettings real = POSTGRES.server().createDatabase();

        assertThatThrownBy(() -> start(Settings.on(new DatabaseSettings(
                        "jdbc:postgresql://127.0.0.1:1/nowhere?connectTimeout=1", "us", "hunter2", 2))))
                .isInstanceOf(CannotStart.class)
                .hasMessageStartingWith("The database at postgresql://127.0.0.1:1/nowhere cannot be used: ")
                .hasMessageNotContaining("hunter2");
        assertThatThrownBy(() -> start(Settings.on(new DatabaseSettings(
                        real.jdbcUrl().replaceFirst("/[^/]*$", "/missing"), real.user(), real.password(), 2))))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("\"missing\" does not exist");
    }

    @Test
    void leavesTheSchemaAloneIfToldTo() {
        DatabaseSettings empty = POSTGRES.server().createEmptyDatabase();

        assertThatThrownBy(() -> start(Settings.on(empty, "MIGRATE_ON_START", "off")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("sallyport migrate");
        assertThat(count(empty, "SELECT count(*) FROM pg_tables WHERE schemaname = 'public'"))
                .isZero();

        start(Settings.on(POSTGRES.server().createDatabase(), "MIGRATE_ON_START", "off"))
                .close();
    }

    @Test
    void refusesADatabaseThatANewerVersionHasMigrated() {
        DatabaseSettings database = POSTGRES.server().createDatabase();
        try (Database same = Database.open(database)) {
            assertThat(same.isSchemaCurrent()).isTrue();
        }
        try (Connection connection =
                DriverManager.getConnection(database.jdbcUrl(), database.user(), database.password())) {
            connection.createStatement().execute("""
                            INSERT INTO sallyport_schema_history (installed_rank, version, description, type, script,
                                checksum, installed_by, execution_time, success)
                            VALUES (999, '999', 'of the future', 'SQL', 'V999__of_the_future.sql', 1, 'us', 1, true)
                            """);
        } catch (SQLException failure) {
            throw new AssertionError(failure);
        }

        assertThatThrownBy(() -> start(Settings.on(database)))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("version 999");
    }

    @Test
    void needsAMailServerUnlessItIsGivenAnotherWay() {
        Map<String, String> environment = Settings.on(POSTGRES.settings(), "SMTP_HOST", "", "SMTP_FROM", "");
        Configuration configuration = Configuration.parse(environment);

        assertThatThrownBy(() -> SallyportSystem.start(configuration))
                .isInstanceOf(ConfigurationRefused.class)
                .hasMessageContaining("SMTP_HOST");
    }

    @Test
    void turnsLimitsOffIfToldTo() {
        try (SallyportSystem system = start(
                Settings.on(POSTGRES.server().createDatabase(), "RATE_LIMITS", "off", "RATE_LIMIT_LOGIN", "1/1h"))) {
            for (int i = 0; i < 3; i++) {
                assertThat(system.sallyport().signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT)))
                        .isInstanceOf(SignIn.Result.InvalidCredentials.class);
            }
        }
    }

    @Test
    void limitsAsConfigured() {
        try (SallyportSystem system =
                start(Settings.on(POSTGRES.server().createDatabase(), "RATE_LIMIT_LOGIN", "1/1h"))) {
            system.sallyport().signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT));

            assertThat(system.sallyport().signIn().handle(new SignIn.Command(ADA, PASSWORD, CLIENT)))
                    .isInstanceOf(SignIn.Result.Limited.class);
        }
    }
}
