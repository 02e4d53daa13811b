package dev.sallyport.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings in AWS Parameter Store, read by the real SDK from a stand-in for the service. */
class ParameterStoreTest {
    private static final String SECRET = "not-to-be-seen-anywhere";
    private static final TextFiles NO_FILES = file -> {
        throw new NoSuchFileException(file.toString());
    };

    @RegisterExtension
    final SsmStub ssm = new SsmStub();

    private static List<String> problems(Map<String, String> environment) {
        return catchThrowableOfType(
                        ConfigurationRefused.class, () -> Configuration.parseForServer(environment, NO_FILES))
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }

    @Test
    void readsAValueAndSaysWhereItIsFrom() {
        ssm.put("/sallyport/master-key", Environments.MASTER_KEY);
        ssm.put("/sallyport/smtp:3", SECRET);
        ssm.put("/sallyport/app", " Acme \n");

        Configuration configuration = Configuration.parseForServer(
                Environments.server(
                        "MASTER_KEY",
                        "ssm:/sallyport/master-key",
                        "SMTP_USER",
                        "us",
                        "SMTP_PASSWORD",
                        "ssm:/sallyport/smtp:3",
                        "APP_NAME",
                        "ssm:/sallyport/app"),
                NO_FILES);

        assertThat(configuration.server().appName()).isEqualTo("Acme");
        assertThat(configuration.mail().smtp()).isPresent();
        assertThat(configuration.table())
                .containsPattern("MASTER_KEY .*\\[ssm]")
                .containsPattern("SMTP_PASSWORD .*\\[ssm]")
                .containsPattern("APP_NAME +Acme +\\[ssm]")
                .doesNotContain(SECRET, Environments.MASTER_KEY);
    }

    @Test
    void readsAListAsItIsWritten() {
        ssm.put("/origins", "https://a.example.com,https://b.example.com");

        assertThat(Configuration.parseForServer(Environments.server("CORS_ORIGINS", "ssm:/origins"), NO_FILES)
                        .server()
                        .corsOrigins())
                .containsExactly("https://a.example.com", "https://b.example.com");
    }

    @Test
    void readsWhatAFileNames() {
        ssm.put("/sallyport/master-key", Environments.MASTER_KEY);
        Map<String, String> environment = Environments.server("MASTER_KEY", "", "MASTER_KEY_FILE", "/run/key");

        assertThat(Configuration.parseForServer(
                                environment,
                                file -> new ByteArrayInputStream(
                                        "ssm:/sallyport/master-key\n".getBytes(StandardCharsets.UTF_8)))
                        .table())
                .containsPattern("MASTER_KEY .*\\[ssm]");
    }

    @Test
    void asksForTenAtATimeAndForEachOnce() {
        List<String> settings = new ArrayList<>();
        ssm.put("/rate", "7/1m");
        for (String limit : List.of("LOGIN", "LOGIN_PER_ACCOUNT", "LOGIN_PER_IP", "REGISTER_PER_IP", "INVITE")) {
            ssm.put("/rate/" + limit, "8/1m");
            settings.addAll(List.of("RATE_LIMIT_" + limit, "ssm:/rate/" + limit));
        }
        for (String name : List.of("JWT_ACCESS_EXPIRATION", "EMAIL_CODE_EXPIRATION", "MAIL_RETENTION")) {
            ssm.put("/time/" + name, "10m");
            settings.addAll(List.of(name, "ssm:/time/" + name));
        }
        ssm.put("/time/MAIL_RETENTION", "40d");
        ssm.put("/port", "4000");
        ssm.put("/level", "warn");
        ssm.put("/format", "json");
        settings.addAll(List.of("PORT", "ssm:/port", "LOG_LEVEL", "ssm:/level", "LOG_FORMAT", "ssm:/format"));
        settings.addAll(List.of("RATE_LIMIT_API_PER_IP", "ssm:/rate", "RATE_LIMIT_FORGOT_PER_IP", "ssm:/rate"));

        assertThat(Configuration.parseForServer(Environments.server(settings.toArray(String[]::new)), NO_FILES)
                        .server()
                        .port())
                .isEqualTo(4000);

        assertThat(ssm.asked()).hasSize(2).allSatisfy(names -> assertThat(names).hasSizeLessThanOrEqualTo(10));
        assertThat(ssm.asked().stream().flatMap(List::stream)).hasSize(12).doesNotHaveDuplicates();
    }

    @Test
    void asksNobodyWhereNothingIsThere() {
        Configuration.parseForServer(Environments.server(), NO_FILES);

        assertThat(ssm.asked()).isEmpty();
    }

    @Test
    void asksForTheDatabaseAloneWhereNothingElseIsNeeded() {
        ssm.put("/db", "postgresql://sallyport:pass@db.example.com/accounts?sslmode=verify-full");

        Configuration.parseDatabase(Environments.server("DATABASE_URL", "ssm:/db", "MASTER_KEY", "ssm:/key"), NO_FILES);

        assertThat(ssm.asked()).containsExactly(List.of("/db"));
    }

    @Test
    void namesWhatIsMissingAndWhatMayNotBeReadEachByItself() {
        ssm.put("/there", "Acme");
        ssm.put("/not-mine", Environments.MASTER_KEY);
        ssm.forbid("/not-mine");

        assertThat(problems(Environments.server(
                        "APP_NAME",
                        "ssm:/there",
                        "MASTER_KEY",
                        "ssm:/not-mine",
                        "LOG_LEVEL",
                        "ssm:/gone",
                        "PORT",
                        "x")))
                .satisfiesExactlyInAnyOrder(
                        problem -> assertThat(problem)
                                .startsWith(
                                        "MASTER_KEY is the parameter /not-mine in AWS Parameter Store, which this process"
                                                + " may not read.")
                                .contains("ssm:GetParameters", "kms:Decrypt"),
                        problem -> assertThat(problem)
                                .startsWith(
                                        "LOG_LEVEL is the parameter /gone in AWS Parameter Store, which is not there."),
                        problem -> assertThat(problem).startsWith("PORT "));
    }

    @Test
    void tellsWhatIsWrongWithAValueWithoutTheValue() {
        ssm.put("/wrong-place", SECRET);
        ssm.put("/empty", " ");

        List<String> problems = problems(Environments.server(
                "PORT", "ssm:/wrong-place", "MASTER_KEY", "ssm:/wrong-place", "APP_NAME", "ssm:/empty"));

        assertThat(problems)
                .hasSize(3)
                .allSatisfy(
                        problem -> assertThat(problem).doesNotContain(SECRET).contains("AWS Parameter Store"))
                .anySatisfy(problem -> assertThat(problem)
                        .startsWith("APP_NAME is the parameter /empty in AWS Parameter Store, which is empty."));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ssm:/",
                "ssm://a",
                "ssm:/a b",
                "ssm:/a/",
                "ssm:/a:b:c",
                "ssm:/ä",
                "ssm:",
                "ssm:name",
                "SSM:a-key"
            })
    void refusesWhatCannotBeAName(String reference) {
        assertThat(problems(Environments.server("APP_NAME", reference)))
                .singleElement()
                .asString()
                .startsWith("APP_NAME begins with ssm: and does not go on with what can be the name of a parameter");
        assertThat(ssm.asked()).isEmpty();
    }

    @Test
    void neitherTakesNorRepeatsASecretThatIsOnlyLikeAReference() {
        String secret = "ssm:qk3l9VvQ2b9lFz0o0jHn7dX1m5c8YwUe4rTtPpSsAaE=";

        assertThat(problems(Environments.server("MASTER_KEY", secret)))
                .singleElement()
                .asString()
                .startsWith("MASTER_KEY begins with ssm:")
                .doesNotContain(secret.substring("ssm:".length()));
    }

    @Test
    void readsAReferenceInCapitals() {
        ssm.put("/app", "Acme");

        assertThat(Configuration.parseForServer(Environments.server("APP_NAME", "SSM:/app"), NO_FILES)
                        .table())
                .containsPattern("APP_NAME +Acme +\\[ssm]");
    }

    @ParameterizedTest
    @CsvSource({
        "UnrecognizedClientException, does not accept this process's credentials",
        "ExpiredTokenException, does not accept this process's credentials",
        "InvalidKeyId, whose key cannot decrypt it",
        "InternalServerError, and AWS answered InternalServerError"
    })
    void explainsWhatAwsRefuses(String code, String explanation) {
        ssm.fail(code);

        assertThat(problems(Environments.server("MASTER_KEY", "ssm:/a", "APP_NAME", "ssm:/b")))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem).contains(explanation));
    }

    @Test
    void saysThatNobodyAnswers() {
        ssm.stop();

        assertThat(problems(Environments.server("MASTER_KEY", "ssm:/a", "APP_NAME", "ssm:/b")))
                .hasSize(2)
                .allSatisfy(problem -> assertThat(problem)
                        .contains("which cannot be reached (ConnectException)", "interface endpoint"));
    }

    @Test
    void saysThatThereAreNoCredentials() {
        ssm.set("aws.accessKeyId", null);
        ssm.set("aws.secretAccessKey", null);
        ssm.set("aws.disableEc2Metadata", "true");

        assertThat(problems(Environments.server("MASTER_KEY", "ssm:/a")))
                .singleElement()
                .asString()
                .contains("MASTER_KEY", "/a", "no credentials for AWS");
    }

    @Test
    void saysThatThereIsNoRegion() {
        ssm.set("aws.region", null);
        ssm.set("aws.disableEc2Metadata", "true");

        assertThat(problems(Environments.server("MASTER_KEY", "ssm:/a")))
                .singleElement()
                .asString()
                .contains("MASTER_KEY", "/a", "Set AWS_REGION");
    }
}
