package dev.sallyport.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.application.Policies;
import dev.sallyport.domain.account.AccountPolicy;
import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.keys.KeyAlgorithm;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import dev.sallyport.domain.recovery.RecoveryPolicy;
import dev.sallyport.mail.Mailbox;
import dev.sallyport.mail.SmtpSettings;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigurationTest {
    private static final TextFiles NO_FILES = file -> {
        throw new NoSuchFileException(file.toString());
    };

    private static InputStream content(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<Problem> problems(Map<String, String> environment) {
        return problems(environment, NO_FILES);
    }

    private static List<Problem> problems(Map<String, String> environment, TextFiles files) {
        ConfigurationRefused refused = catchThrowableOfType(
                ConfigurationRefused.class, () -> Configuration.parseForServer(environment, files));
        assertThat(refused).as("the configuration is refused").isNotNull();
        return refused.problems();
    }

    @Test
    void hasDefaultsForAllThatNeedsNoDecision() {
        Configuration configuration = Configuration.parseForServer(Environments.server(), NO_FILES);

        assertThat(configuration.server().port()).isEqualTo(3000);
        assertThat(configuration.server().managementPort()).isEqualTo(3001);
        assertThat(configuration.server().publicUrl()).hasToString("http://localhost:3000");
        assertThat(configuration.server().corsOrigins()).isEmpty();
        assertThat(configuration.server().shutdownGrace()).isEqualTo(Duration.ofSeconds(20));
        assertThat(configuration.database().poolSize()).isEqualTo(10);
        assertThat(configuration.database().migrateOnStart()).isTrue();
        assertThat(configuration.tokens().issuer()).isEqualTo("http://localhost:3000");
        assertThat(configuration.tokens().session().accessTokenLifetime()).isEqualTo(Duration.ofMinutes(15));
        assertThat(configuration.tokens().session().maxAge()).isEqualTo(Duration.ofDays(30));
        assertThat(configuration.passwords().policy().minLength()).isEqualTo(15);
        assertThat(configuration.passwords().concurrency())
                .isEqualTo(Runtime.getRuntime().availableProcessors());
        assertThat(configuration.rateLimits().enabled()).isTrue();
        assertThat(configuration.rateLimits().rates())
                .containsOnlyKeys(Limit.values())
                .containsEntry(Limit.LOGIN, new Rate(10, Duration.ofMinutes(15)))
                .containsEntry(Limit.MAIL_PER_ADDRESS, new Rate(5, Duration.ofHours(1)));
    }

    @Test
    void tellsEverythingThatIsWrongAtOnce() {
        List<Problem> problems = problems(Map.of("PORT", "http", "JWT_ISSUR", "me", "LOG_LEVEL", "loud"));

        assertThat(problems)
                .extracting(Problem::setting)
                .containsExactlyInAnyOrder(
                        "PORT", "LOG_LEVEL", "DATABASE_URL", "MASTER_KEY", "SMTP_HOST", "SMTP_FROM", "JWT_ISSUR");
        assertThat(new ConfigurationRefused(problems))
                .hasMessageStartingWith("7 settings need mending:\n")
                .hasMessageContaining("openssl rand -base64 32")
                .hasMessageContaining("Did you mean JWT_ISSUER?");
    }

    @Test
    void tellsOfEverySettingThatIsMalformedAtOnce() {
        String nonsense = "?\u0007!";
        Map<String, String> all = new HashMap<>();
        Set<String> refused = new HashSet<>();
        for (Setting<?> setting : Catalogue.SETTINGS) {
            all.put(setting.name(), nonsense);
            try {
                setting.type().read(nonsense);
            } catch (Unreadable malformed) {
                refused.add(setting.name());
            }
        }

        assertThat(refused).hasSizeGreaterThan(70);
        assertThat(problems(all))
                .extracting(Problem::setting)
                .containsAll(refused)
                .doesNotHaveDuplicates();
    }

    @Test
    void checksPasswordsAgainstListsUnlessTheyAreOff() {
        Password common = Password.of("passwordletmein");
        Password repetitive = Password.of("Acme-Acme-Acme-");

        assertThat(refusals(common)).containsExactly(PasswordPolicy.Refusal.TOO_COMMON);
        assertThat(refusals(common, "PASSWORD_BREACH_CHECK", "hibp"))
                .containsExactly(PasswordPolicy.Refusal.TOO_COMMON);
        assertThat(refusals(common, "PASSWORD_BREACH_CHECK", "off")).isEmpty();
        assertThat(refusals(repetitive, "PASSWORD_BREACH_CHECK", "off", "APP_NAME", "Acme"))
                .containsExactlyInAnyOrder(
                        PasswordPolicy.Refusal.REPETITIVE, PasswordPolicy.Refusal.CONTAINS_APPLICATION_NAME);
    }

    private static Set<PasswordPolicy.Refusal> refusals(Password password, String... settings) {
        return Configuration.parseForServer(Environments.server(settings), NO_FILES)
                .policies()
                .password()
                .refusals(password, Chooser.unknown());
    }

    @Test
    void saysHowLongChangesOfAnAccountCanBeCompletedAndTakenBack() {
        Policies usual =
                Configuration.parseForServer(Environments.server(), NO_FILES).policies();
        Policies chosen = Configuration.parseForServer(
                        Environments.server(
                                "EMAIL_CODE_EXPIRATION", "5m",
                                "PASSWORD_RESET_EXPIRATION", "1h",
                                "ACCOUNT_DELETION_GRACE", "30d"),
                        NO_FILES)
                .policies();

        assertThat(usual.account())
                .isEqualTo(new AccountPolicy(Duration.ofMinutes(10), 5, Duration.ofDays(7), Duration.ZERO));
        assertThat(usual.recovery()).isEqualTo(new RecoveryPolicy(Duration.ofMinutes(30)));
        assertThat(chosen.account())
                .isEqualTo(new AccountPolicy(Duration.ofMinutes(5), 5, Duration.ofDays(7), Duration.ofDays(30)));
        assertThat(chosen.registration().codeLifetime()).isEqualTo(Duration.ofMinutes(5));
        assertThat(chosen.recovery()).isEqualTo(new RecoveryPolicy(Duration.ofHours(1)));
    }

    @Test
    void needsNoMailServerToBeEmbedded() {
        assertThat(Configuration.parse(Environments.embedded()).mail().smtp()).isEmpty();
        assertThat(problems(Environments.embedded()))
                .extracting(Problem::setting)
                .containsExactly("SMTP_HOST", "SMTP_FROM");
    }

    @Test
    void needsOnlyTheDatabaseForWhatConcernsTheDatabaseAlone() {
        DatabaseSettings database = Configuration.parseDatabase(
                Map.of("DATABASE_URL", "postgresql://sallyport@localhost/accounts", "PORT", "http"), NO_FILES);

        assertThat(database.user()).isEqualTo("sallyport");
        assertThat(database.password()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PORT                       | 70000
                    PORT                       | -1
                    MANAGEMENT_PORT            | 3000
                    HOST                       | http://localhost
                    PUBLIC_URL                 | accounts.example.com
                    PUBLIC_URL                 | ftp://accounts.example.com
                    PUBLIC_URL                 | https://accounts.example.com/?a=b
                    PUBLIC_URL                 | https://user@accounts.example.com
                    PUBLIC_URL                 | http://accounts.example.com
                    PUBLIC_URL                 | http://localhost.example.com
                    CORS_ORIGINS               | *
                    CORS_ORIGINS               | https://app.example.com/path
                    CORS_ORIGINS               | https://app.example.com,
                    DEFAULT_LOCALE             | english please
                    SHUTDOWN_GRACE             | 20
                    SHUTDOWN_GRACE             | -PT1S
                    SHUTDOWN_GRACE             | 1h
                    LOG_FORMAT                 | xml
                    LOG_LEVEL                  | INFO
                    DATABASE_URL               | mysql://db/accounts
                    DATABASE_URL               | postgresql://user@db
                    DATABASE_URL               | postgresql://user:p@ss@db/accounts
                    DATABASE_URL               | postgresql://user:100%@db/accounts
                    DATABASE_URL               | postgresql://user@db/accounts?sslmod=require
                    DATABASE_URL               | postgresql://user@db/accounts
                    DATABASE_URL               | postgresql://user@localhost,db/accounts
                    DATABASE_URL               | postgresql://user@localhost/accounts?sslmode=prefer
                    DATABASE_POOL_SIZE         | 0
                    MIGRATE_ON_START           | maybe
                    MASTER_KEY                 | changeme
                    MASTER_KEY                 | AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
                    MASTER_KEY                 | AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=
                    MASTER_KEY                 | MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=
                    JWT_ACCESS_EXPIRATION      | 15
                    JWT_ACCESS_EXPIRATION      | 0
                    JWT_ACCESS_EXPIRATION      | 2d
                    JWT_ACCESS_EXPIRATION      | 99999999999999999999d
                    JWT_ALGORITHM              | es256
                    JWT_ALGORITHM              | none
                    JWT_ALGORITHM              | HS512
                    JWT_KEY_ROTATION           | 59m
                    JWT_KEY_ROTATION           | 367d
                    JWT_KEY_ROTATION           | 0
                    REFRESH_REUSE_GRACE        | 1h
                    SMTP_PORT                  | 0
                    SMTP_FROM                  | nobody
                    SMTP_FROM                  | a@example.com, b@example.com
                    SMTP_REPLY_TO              | Help <help@example>
                    SMTP_SECURITY              | ssl
                    RATE_LIMITS                | perhaps
                    RATE_LIMIT_LOGIN           | 10
                    RATE_LIMIT_LOGIN           | 0/1m
                    RATE_LIMIT_LOGIN           | 10/0
                    RATE_LIMIT_LOGIN           | ten/1m
                    RATE_LIMIT_STORE           | valkey
                    RATE_LIMIT_ON_STORE_FAILURE | allow
                    REDIS_URL                  | redis:6379
                    REDIS_URL                  | redis://:hunter2@
                    PASSWORD_MIN_LENGTH        | 7
                    PASSWORD_BREACH_CHECK      | on
                    ARGON2_MEMORY              | 19
                    ARGON2_MEMORY              | 12MiB
                    ARGON2_MEMORY              | 99999GiB
                    PASSWORD_HASH_CONCURRENCY  | 0
                    EMAIL_CODE_EXPIRATION      | 11m
                    PASSWORD_RESET_EXPIRATION  | 0
                    PASSWORD_RESET_EXPIRATION  | 25h
                    PASSWORD_RESET_EXPIRATION  | 30
                    TWO_FACTOR                 | always
                    TOTP_ISSUER                | Us: the best
                    TOTP_DIGITS                | 5
                    TOTP_DIGITS                | 9
                    TOTP_PERIOD                | 30500ms
                    TOTP_PERIOD                | 5s
                    TOTP_WINDOW                | 3
                    STEP_UP_MAX_AGE            | 61m
                    STEP_UP_MAX_AGE            | 0
                    ACCOUNT_DELETION_GRACE     | 366d
                    ACCOUNT_DELETION_GRACE     | -PT1S
                    ACCOUNT_DELETION_GRACE     | never
                    MAIL_COLOR                 | blue
                    MAIL_COLOR                 | #12345
                    MAIL_COLOR                 | 1d4ed8
                    MAIL_LOGO_URL              | /logo.png
                    MAIL_LOGO_URL              | http://example.com/logo.png
                    MAIL_LOGO_URL              | data:image/png;base64,AA==
                    MAIL_LOGO_URL              | https://example.com/logo.png#x
                    MAIL_TEMPLATES             | /there/is/no/such/folder
                    DEV_ADMIN_EMAIL            | admin
                    STUDIO_PORT                | x
                    """)
    void refusesWhatIsMalformedOrWeak(String setting, String value) {
        assertThat(problems(Environments.server(setting, value)))
                .extracting(Problem::setting)
                .containsExactly(setting);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    PORT                   | 0
                    HOST                   | ::1
                    HOST                   | accounts.internal
                    PUBLIC_URL             | https://accounts.example.com/
                    PUBLIC_URL             | HTTPS://Accounts.Example.com
                    PUBLIC_URL             | http://127.0.0.1:8080
                    PUBLIC_URL             | http://[::1]:8080
                    PUBLIC_URL             | http://accounts.localhost
                    CORS_ORIGINS           | https://app.example.com, http://localhost:5173
                    DEFAULT_LOCALE         | pt-BR
                    SHUTDOWN_GRACE         | PT30S
                    SHUTDOWN_GRACE         | 1500ms
                    MIGRATE_ON_START       | off
                    REFRESH_REUSE_GRACE    | 0
                    RATE_LIMIT_LOGIN       | 10/m
                    ARGON2_MEMORY          | 46MiB
                    PASSWORD_BREACH_CHECK  | bundled
                    PASSWORD_BREACH_CHECK  | hibp
                    PASSWORD_BREACH_CHECK  | off
                    DATABASE_URL           | postgres://user@one,two:5433/accounts?sslmode=disable
                    DATABASE_URL           | postgresql://user@[::1]:5432/accounts
                    JWT_ALGORITHM          | ES256
                    JWT_ALGORITHM          | RS256
                    JWT_KEY_ROTATION       | 1h
                    PASSWORD_RESET_EXPIRATION | 1s
                    PASSWORD_RESET_EXPIRATION | 24h
                    ACCOUNT_DELETION_GRACE | 0
                    ACCOUNT_DELETION_GRACE | 1s
                    ACCOUNT_DELETION_GRACE | 365d
                    MAIL_COLOR             | #FFcc00
                    MAIL_LOGO_URL          | https://example.com/a%20logo.png?v=2&w=100
                    MAIL_LOGO_URL          | http://localhost:8080/logo.svg
                    TWO_FACTOR             | optional
                    TWO_FACTOR             | required
                    TWO_FACTOR             | required-for-admins
                    TOTP_ISSUER            | Us
                    TOTP_DIGITS            | 8
                    TOTP_PERIOD            | 60s
                    TOTP_WINDOW            | 0
                    STEP_UP_MAX_AGE        | 30s
                    RATE_LIMIT_CODE_PER_CHALLENGE | 10/1h
                    REGISTRATION           | open
                    REGISTRATION           | invite-only
                    REGISTRATION           | closed
                    INVITATION_EXPIRATION  | 30d
                    """)
    void acceptsWhatIsWellFormed(String setting, String value) {
        assertThat(Configuration.parseForServer(Environments.server(setting, value), NO_FILES))
                .isNotNull();
    }

    @ParameterizedTest
    @CsvSource({
        "JWT_ISSUR,JWT_ISSUER",
        "DATABSE_URL,DATABASE_URL",
        "DATABASE_URI,DATABASE_URL",
        "SMTP_PASSWROD,SMTP_PASSWORD",
        "SMTP_PASSWORD_FIEL,SMTP_PASSWORD_FILE",
        "MASTERKEY,MASTER_KEY",
        "PROT,PORT",
        "RATE_LIMIT_LOGON,RATE_LIMIT_LOGIN",
        "JWT_ACCESS_EXPIRY,JWT_ACCESS_EXPIRATION",
        "JWT_REFRESH_EXPIRES,JWT_REFRESH_EXPIRATION",
        "SMTP_USERNAME,SMTP_USER",
        "ARGON2_ITERATION_COUNT,ARGON2_ITERATIONS"
    })
    void suggestsTheSettingThatWasMeant(String misspelt, String meant) {
        List<Problem> problems = problems(Environments.server(misspelt, "x"));

        assertThat(problems).hasSize(1);
        assertThat(problems.getFirst().setting()).isEqualTo(misspelt);
        assertThat(problems.getFirst().remedy()).startsWith("Did you mean " + meant + "?");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "JWT_KID",
                "ARGON2_SALT",
                "RATE_LIMIT_EVERYTHING",
                "PASSWORD_HASH_ALGORITHM",
                "SMTP_X",
                "TOTP_A_B"
            })
    void reportsAnyUnknownNameThatCanOnlyBeOurs(String name) {
        assertThat(problems(Environments.server(name, "x"))).singleElement().satisfies(problem -> {
            assertThat(problem.setting()).isEqualTo(name);
            assertThat(problem.flaw()).isEqualTo("is not a setting");
        });
    }

    @ParameterizedTest
    @CsvSource({"DATABASE_URI,DATABASE_URL", "MASTERKEY,MASTER_KEY", "SMTP_HOSTNAME,SMTP_HOST", "SMTP_FORM,SMTP_FROM"})
    void reportsAMisspeltSettingOnlyOnce(String misspelt, String required) {
        assertThat(problems(Environments.server(required, "", misspelt, "x")))
                .extracting(Problem::setting)
                .containsExactly(misspelt);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="})
    void saysOnceHowToMakeAMasterKey(String bad) {
        assertThat(problems(Environments.server("MASTER_KEY", bad)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).containsOnlyOnce("openssl rand"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "PATH",
                "HOME",
                "USER",
                "LANG",
                "TERM",
                "SHELL",
                "PWD",
                "OLDPWD",
                "HOSTNAME",
                "LOGNAME",
                "MAIL",
                "DISPLAY",
                "EDITOR",
                "TZ",
                "JAVA_HOME",
                "JAVA_OPTS",
                "HOSTTYPE",
                "APP_HOME",
                "APP_ENV",
                "LOG_DIR",
                "LOG_FILE",
                "NODE_ENV",
                "PGHOST",
                "PGPORT",
                "KUBERNETES_PORT",
                "KUBERNETES_SERVICE_HOST",
                "REDIS_HOST",
                "SMTP_SERVICE_HOST",
                "SMTP_SERVICE_PORT_SMTP",
                "SMTP_PORT_25_TCP_ADDR",
                "SESSION_MANAGER",
                "DATABASE_HOST",
                "DATABASE"
            })
    void leavesOtherPeoplesNamesAlone(String name) {
        assertThat(Configuration.parseForServer(Environments.server(name, "x"), NO_FILES))
                .isNotNull();
    }

    @Test
    void readsASecretFromAFileWithoutTheLineBreakAtItsEnd() {
        Map<String, String> environment = Environments.server("MASTER_KEY", "", "MASTER_KEY_FILE", "/run/secrets/key");

        Configuration configuration = Configuration.parseForServer(
                environment,
                file -> content(file.toString().equals("/run/secrets/key") ? Environments.MASTER_KEY + "\r\n" : ""));

        assertThat(configuration.shown())
                .contains(new ShownSetting("MASTER_KEY", "[redacted]", ShownSetting.Source.FILE));
    }

    @Test
    void refusesASettingThatIsAlsoInAFile() {
        assertThat(problems(
                        Environments.server("MASTER_KEY_FILE", "/run/secrets/key"),
                        file -> content(Environments.MASTER_KEY)))
                .extracting(Problem::setting)
                .containsExactly("MASTER_KEY");
    }

    @Test
    void refusesAFileThatCannotBeReadOrIsEmpty() {
        Map<String, String> environment =
                Environments.server("SMTP_USER", "us", "SMTP_PASSWORD_FILE", "/run/secrets/smtp");

        assertThat(problems(environment)).extracting(Problem::setting).containsExactly("SMTP_PASSWORD");
        for (InputStream bad : List.of(
                content("\n"), content("x".repeat(65_537)), new ByteArrayInputStream(new byte[] {(byte) 0xFF}))) {
            assertThat(problems(environment, file -> bad))
                    .extracting(Problem::setting)
                    .containsExactly("SMTP_PASSWORD");
        }
    }

    @Test
    void readsAFileOfUpTo64KiB() {
        assertThat(Configuration.parseForServer(
                                Environments.server("SMTP_USER", "us", "SMTP_PASSWORD_FILE", "/run/secrets/smtp"),
                                file -> content("x".repeat(65_536)))
                        .mail()
                        .smtp())
                .isPresent();
    }

    @Test
    void takesAnEmptyValueForNone() {
        assertThat(Configuration.parseForServer(Environments.server("SMTP_USER", "", "PORT", " "), NO_FILES)
                        .server()
                        .port())
                .isEqualTo(3000);
    }

    @ParameterizedTest
    @CsvSource({
        "JWT_ACCESS_EXPIRATION,2h,JWT_REFRESH_EXPIRATION,1h",
        "JWT_REFRESH_EXPIRATION,8d,SESSION_MAX_AGE,7d",
        "SMTP_PASSWORD,x,SMTP_HOST,localhost",
        "SMTP_USER,x,SMTP_HOST,localhost",
        "RATE_LIMIT_ON_STORE_FAILURE,deny,RATE_LIMIT_STORE,memory"
    })
    void refusesSettingsThatContradictOneAnother(String one, String value, String other, String otherValue) {
        assertThat(problems(Environments.server(one, value, other, otherValue))).hasSize(1);
    }

    @Test
    void namesTheSenderLikeTheApplicationUnlessItHasANameOfItsOwn() {
        SmtpSettings unnamed = smtp("APP_NAME", "Żółw, Inc.", "SMTP_REPLY_TO", "Help, please <help@bücher.example>");
        SmtpSettings named = smtp("APP_NAME", "Żółw", "SMTP_FROM", "Acme, Inc. <id@example.com>");

        assertThat(unnamed.from())
                .isEqualTo(Mailbox.parse("Żółw, Inc. <accounts@example.com>").orThrow());
        assertThat(unnamed.replyTo())
                .isEqualTo(Mailbox.parse("Help, please <help@xn--bcher-kva.example>")
                        .orThrow());
        assertThat(named.from())
                .isEqualTo(Mailbox.parse("\"Acme, Inc.\" <id@example.com>").orThrow());
        assertThat(named.replyTo()).isNull();
    }

    private static SmtpSettings smtp(String... settings) {
        return Configuration.parseForServer(Environments.server(settings), NO_FILES)
                .mail()
                .smtp()
                .orElseThrow();
    }

    @Test
    void neverSendsAPasswordUnencryptedToAnotherMachine() {
        String[] bare = {"SMTP_SECURITY", "none", "SMTP_USER", "us", "SMTP_PASSWORD", "secret"};

        assertThat(problems(Environments.server(bare)))
                .extracting(Problem::setting)
                .containsExactly("SMTP_SECURITY");
        Map<String, String> local = Environments.server(bare);
        local.put("SMTP_HOST", "localhost");
        assertThat(Configuration.parseForServer(local, NO_FILES).mail().smtp()).isPresent();
    }

    @Test
    void refusesThePreviousMasterKeyToBeTheCurrentOne() {
        assertThat(problems(Environments.server("MASTER_KEY_PREVIOUS", Environments.MASTER_KEY)))
                .extracting(Problem::setting)
                .containsExactly("MASTER_KEY_PREVIOUS");
    }

    @Test
    void takesASecretForHs256AndForThatAlone() {
        String secret = "kV3nR8wq2ZtY7uJx4LpC9sBd6HfG1mQe";

        SigningSettings signing = Configuration.parseForServer(
                        Environments.server("JWT_ALGORITHM", "HS256", "JWT_SECRET", secret), NO_FILES)
                .signing();
        assertThat(signing.algorithm()).isEqualTo(KeyAlgorithm.HS256);
        assertThat(signing.secret()).isPresent();
        assertThat(problems(Environments.server("JWT_ALGORITHM", "HS256")))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString()).startsWith("JWT_SECRET is missing."));
        assertThat(problems(Environments.server("JWT_SECRET", secret)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith("JWT_SECRET is set, but JWT_ALGORITHM is ES256")
                        .doesNotContain(secret));
        assertThat(problems(Environments.server("JWT_ALGORITHM", "RS256", "JWT_SECRET", secret, "PORT", "x")))
                .extracting(Problem::setting)
                .containsExactlyInAnyOrder("JWT_SECRET", "PORT");
    }

    @ParameterizedTest
    @ValueSource(strings = {"short", "your-256-bit-secret-goes-right-here"})
    void refusesASecretThatIsShortOrASample(String secret) {
        assertThat(problems(Environments.server("JWT_ALGORITHM", "HS256", "JWT_SECRET", secret)))
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .startsWith("JWT_SECRET is no good")
                        .contains("openssl rand")
                        .doesNotContain(secret));
    }

    @Test
    void neverRepeatsASecretInAProblem() {
        Map<String, String> environment = Environments.server(
                "DATABASE_URL",
                "postgresql://user:hunter2@@db/x",
                "MASTER_KEY",
                "hunter2",
                "MASTER_KEY_PREVIOUS",
                "hunter2");

        assertThat(new ConfigurationRefused(problems(environment)))
                .hasMessageContaining("DATABASE_URL")
                .hasMessageContaining("MASTER_KEY_PREVIOUS")
                .message()
                .doesNotContain("hunter2");
    }

    @Test
    void showsEverySettingWithItsSourceAndHidesSecrets() {
        Configuration configuration = Configuration.parseForServer(
                Environments.server("PORT", "8080", "SMTP_USER", "us", "SMTP_PASSWORD", "hunter2"), NO_FILES);

        assertThat(configuration.table())
                .contains(
                        "PORT  ", "8080  [environment]", "jdbc:postgresql://db.example.com:5432/accounts", "[redacted]")
                .doesNotContain("hunter2", "correct-horse", Environments.MASTER_KEY);
        assertThat(configuration.toString()).doesNotContain("hunter2", "correct-horse", Environments.MASTER_KEY);
    }

    @Test
    void showsWhatIsInForce() {
        Configuration configuration = Configuration.parseForServer(
                Environments.server("PUBLIC_URL", "https://id.example.com", "TWO_FACTOR", "optional"), NO_FILES);

        assertThat(configuration.table())
                .containsPattern("JWT_ISSUER +https://id.example.com  \\(PUBLIC_URL\\)\n")
                .containsPattern("JWT_AUDIENCE +https://id.example.com  \\(PUBLIC_URL\\)\n")
                .containsPattern("PASSWORD_HASH_CONCURRENCY +[0-9]+  \\(the number of cores\\)\n")
                .containsPattern("JWT_ALGORITHM +ES256\n")
                .containsPattern("TOTP_ISSUER +Sallyport  \\(APP_NAME\\)\n");
        assertThat(configuration.shown()).hasSameSizeAs(Catalogue.SETTINGS);
    }

    @Test
    void asksForShorterPasswordsWhereEverybodyHasASecondFactor() {
        assertThat(minLength("TWO_FACTOR", "required")).isEqualTo(8);
        assertThat(minLength("TWO_FACTOR", "required-for-admins")).isEqualTo(15);
        assertThat(minLength("TWO_FACTOR", "required", "PASSWORD_MIN_LENGTH", "12"))
                .isEqualTo(12);
    }

    private static int minLength(String... settings) {
        return Configuration.parseForServer(Environments.server(settings), NO_FILES)
                .policies()
                .password()
                .minLength();
    }

    @Test
    void readsTheSameInTurkey() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));

            Configuration configuration = Configuration.parseForServer(
                    Environments.server("LOG_LEVEL", "info", "PUBLIC_URL", "HTTPS://ID.EXAMPLE.COM"), NO_FILES);

            assertThat(configuration.server().logLevel()).isEqualTo(LogLevel.INFO);
            assertThat(configuration.server().publicUrl()).hasToString("https://id.example.com");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void hasNoTwoSettingsOfOneName() {
        assertThat(Catalogue.SETTINGS).extracting(Setting::name).doesNotHaveDuplicates();
    }

    @Test
    void onlyHasDefaultsThatItWouldAccept() {
        for (Setting<?> setting : Catalogue.SETTINGS) {
            if (setting.fallback() != null) {
                assertThat(Configuration.parse(Environments.embedded(setting.name(), setting.fallback())))
                        .isNotNull();
            }
        }
    }

    @Test
    void refusesToBeReadBeforeItWasChecked() {
        Readings nothing = Readings.of(Catalogue.SETTINGS, Map.of(), NO_FILES);

        assertThatThrownBy(() -> nothing.get(DatabaseSettings.DATABASE_URL)).isInstanceOf(IllegalStateException.class);
    }
}
