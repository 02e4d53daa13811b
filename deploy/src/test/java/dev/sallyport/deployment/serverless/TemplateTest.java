package dev.sallyport.deployment.serverless;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.deployment.Repository;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The SAM template, held against what it deploys. */
class TemplateTest {
    private static final Pattern SETTING =
            Pattern.compile("(?m)^\\| `([A-Z0-9_]+)` \\|.*\\| (?!not yet)(\\S[^|]*) \\|$");
    private static final Pattern SECRET =
            Pattern.compile("MASTER_KEY.*|DATABASE_URL|REDIS_URL|.*_(PASSWORD|SECRET|USER)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Za-z0-9]+)}");

    private final JsonNode template = CloudFormation.template("deploy/serverless/template.yaml");
    private final JsonNode migration = CloudFormation.template("deploy/serverless/migration.yaml");

    private List<JsonNode> functions() {
        List<JsonNode> functions = new ArrayList<>();
        for (JsonNode each : List.of(template, migration)) {
            each.path("Resources").forEach(resource -> {
                if (resource.path("Type").asText().equals("AWS::Serverless::Function")) {
                    functions.add(resource.path("Properties"));
                }
            });
        }
        return functions;
    }

    private static Map<String, String> settingsOf(JsonNode function) {
        Map<String, String> settings = new TreeMap<>();
        function.path("Environment")
                .path("Variables")
                .properties()
                .forEach(setting -> settings.put(
                        setting.getKey(),
                        setting.getValue()
                                .path("Fn::Sub")
                                .asText(setting.getValue().asText())));
        return settings;
    }

    @Test
    void hasTheServerAndTheMigration() {
        assertThat(functions()).hasSize(2);
    }

    @Test
    void namesHandlersThatAreThere() {
        assertThat(functions()).allSatisfy(function -> {
            String[] handler = function.path("Handler").asText().split("::", -1);
            String source = "adapters-lambda/src/main/java/" + handler[0].replace('.', '/') + ".java";
            assertThat(Repository.path(source)).exists();
            assertThat(Repository.text(source)).contains("public void " + handler[1] + "(");
        });
    }

    @Test
    void takesTheCodeFromWhereItIsBuilt() {
        assertThat(List.of(template, migration))
                .allSatisfy(each -> assertThat(each.path("Globals")
                                .path("Function")
                                .path("CodeUri")
                                .asText())
                        .isEqualTo("../../adapters-lambda/target/function/"));
        assertThat(Repository.text("adapters-lambda/pom.xml"))
                .contains("<lib.directory>${project.build.directory}/function/lib</lib.directory>");
    }

    @Test
    void setsNothingButSettings() {
        Set<String> known = new HashSet<>();
        Matcher row = SETTING.matcher(Repository.text("docs/settings.md"));
        while (row.find()) {
            known.add(row.group(1));
        }

        assertThat(functions())
                .allSatisfy(
                        function -> assertThat(settingsOf(function).keySet()).isSubsetOf(known));
    }

    @Test
    void hasSecretsInParameterStoreAlone() {
        assertThat(functions())
                .allSatisfy(function -> settingsOf(function).forEach((name, value) -> {
                    if (SECRET.matcher(name).matches()) {
                        assertThat(value).as(name).startsWith("ssm:${ParameterPath}/");
                    }
                }));
    }

    @Test
    void letsEachFunctionReadItsOwnParametersAndNothingElse() {
        assertThat(functions()).allSatisfy(function -> {
            Set<String> wanted = new TreeSet<>();
            settingsOf(function).values().stream()
                    .filter(value -> value.startsWith("ssm:"))
                    .forEach(value -> wanted.add(value.substring("ssm:".length())));
            Set<String> allowed = new TreeSet<>();
            for (JsonNode policy : function.path("Policies")) {
                for (JsonNode statement : policy.path("Statement")) {
                    JsonNode actual =
                            statement.has("Fn::If") ? statement.path("Fn::If").path(1) : statement;
                    assertThat(actual.path("Action").asText()).isIn("ssm:GetParameters", "kms:Decrypt");
                    assertThat(actual.path("Resource").toString()).doesNotContain("*");
                    if (actual.path("Action").asText().equals("ssm:GetParameters")) {
                        JsonNode resources = actual.path("Resource");
                        (resources.isArray() ? resources : List.of(resources))
                                .forEach(resource -> allowed.add(
                                        resource.path("Fn::Sub").asText().replaceFirst("^.*:parameter", "")));
                    }
                }
            }
            assertThat(wanted).isNotEmpty();
            assertThat(allowed).isEqualTo(wanted);
        });
    }

    @Test
    void givesAnInstanceOneConnectionAndSharesBudgets() {
        Map<String, String> server =
                settingsOf(template.path("Resources").path("Server").path("Properties"));

        assertThat(server)
                .containsEntry("DATABASE_POOL_SIZE", "1")
                .containsEntry("MIGRATE_ON_START", "false")
                .containsEntry("RATE_LIMIT_STORE", "redis");
    }

    @Test
    void comesOnAScheduleAndInThePayloadFormatThatTheHandlerReads() {
        JsonNode events =
                template.path("Resources").path("Server").path("Properties").path("Events");

        assertThat(events.path("Everything")
                        .path("Properties")
                        .path("PayloadFormatVersion")
                        .asText())
                .isEqualTo("2.0");
        assertThat(events.path("Upkeep").path("Properties").path("Input").asText())
                .isEqualTo("{\"sallyport\": \"upkeep\"}");
        assertThat(template.path("Resources")
                        .path("Api")
                        .path("Properties")
                        .path("StageName")
                        .asText())
                .isEqualTo("$default");
    }

    @Test
    void publishesAVersionWhenThereIsANewRelease() {
        JsonNode server = template.path("Resources").path("Server").path("Properties");

        assertThat(server.path("AutoPublishAlias").asText()).isEqualTo("live");
        assertThat(server.path("AutoPublishCodeSha256").path("Ref").asText()).isEqualTo("Release");
        assertThat(server.path("Description").path("Fn::Sub").asText()).contains("${Release}");
        JsonNode release = template.path("Parameters").path("Release");
        assertThat(release.has("Default")).isFalse();
        assertThat("1764500000").matches(release.path("AllowedPattern").asText());
        assertThat("2026-11-30").doesNotMatch(release.path("AllowedPattern").asText());
        assertThat("17645000001").doesNotMatch(release.path("AllowedPattern").asText());
    }

    @Test
    void keepsLogsWhenTheStackGoes() {
        assertThat(List.of(template, migration)).allSatisfy(each -> {
            List<JsonNode> logs = ofType(each, "AWS::Logs::LogGroup");
            assertThat(logs)
                    .isNotEmpty()
                    .allSatisfy(log ->
                            assertThat(log.path("DeletionPolicy").asText()).isEqualTo("Retain"));
        });
    }

    @Test
    void countsLinesThatTheFunctionWrites() {
        String handler = Repository.text("adapters-lambda/src/main/java/dev/sallyport/lambda/SallyportHandler.java");
        Set<String> counted = new TreeSet<>();
        for (JsonNode filter : ofType(template, "AWS::Logs::MetricFilter")) {
            JsonNode properties = filter.path("Properties");
            String phrase = properties.path("FilterPattern").asText();
            assertThat(phrase).startsWith("\"").endsWith("\"");
            assertThat(handler).contains("(\"" + phrase.substring(1, phrase.length() - 1));
            counted.add(properties
                    .path("MetricTransformations")
                    .path(0)
                    .path("MetricName")
                    .asText());
        }
        Set<String> watched = new TreeSet<>();
        for (JsonNode alarm : ofType(template, "AWS::CloudWatch::Alarm")) {
            if (alarm.path("Properties").path("Namespace").has("Fn::Sub")) {
                watched.add(alarm.path("Properties").path("MetricName").asText());
            }
        }

        assertThat(counted).hasSize(2).isEqualTo(watched);
        assertThat(template.path("Resources")
                        .path("NoUpkeep")
                        .path("Properties")
                        .path("TreatMissingData")
                        .asText())
                .isEqualTo("breaching");
    }

    private static List<JsonNode> ofType(JsonNode template, String type) {
        List<JsonNode> found = new ArrayList<>();
        template.path("Resources").forEach(resource -> {
            if (resource.path("Type").asText().equals(type)) {
                found.add(resource);
            }
        });
        return found;
    }

    @Test
    void refersToNothingThatIsNotThere() {
        assertThat(List.of(template, migration)).allSatisfy(each -> {
            Set<String> known = new HashSet<>();
            each.path("Parameters").fieldNames().forEachRemaining(known::add);
            each.path("Resources").fieldNames().forEachRemaining(known::add);
            assertThat(references(each)).isNotEmpty().isSubsetOf(known);
        });
    }

    private static Set<String> references(JsonNode node) {
        Set<String> found = new TreeSet<>();
        node.properties().forEach(member -> {
            String value = member.getValue().asText();
            if (member.getKey().equals("Ref") && !value.startsWith("AWS::")) {
                found.add(value);
            } else if (member.getKey().equals("Fn::GetAtt")) {
                found.add(value.split("\\.", -1)[0]);
            } else if (member.getKey().equals("Fn::Sub")) {
                Matcher variable = VARIABLE.matcher(value);
                while (variable.find()) {
                    found.add(variable.group(1));
                }
            }
        });
        node.forEach(child -> found.addAll(references(child)));
        return found;
    }

    @Test
    void isExplainedByAPageThatIsThere() {
        assertThat(Files.exists(Repository.path("docs/deployment/serverless.md")))
                .isTrue();
        assertThat(template.path("Description").asText()).contains("docs/deployment/serverless.md");
    }
}
