package dev.sallyport.bootstrap.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.ratelimit.testing.RedisProcess;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** What the dashboard shows and alerts look at is really there, and somebody has written down what to do. */
class DashboardAndAlertsTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final Path DASHBOARD = Path.of("..", "deploy", "grafana", "sallyport.json");
    private static final Path RULES = Path.of("..", "deploy", "prometheus", "sallyport.rules.yml");
    private static final Path RUNBOOK = Path.of("..", "docs", "deployment", "operations.md");
    private static final String RUNBOOK_URL =
            "https://github.com/sallyport/sallyport/blob/main/docs/deployment/operations.md#";

    private static final Pattern METRIC = Pattern.compile("\\b(?:sallyport|jvm|process|system)_[a-z0-9_]+");
    private static final Pattern LABEL = Pattern.compile("([a-z_]+) *=~?\\s*\"");
    private static final Set<String> OF_PROMETHEUS = Set.of("instance", "job", "le");

    private static JsonNode dashboard() throws IOException {
        return new ObjectMapper().readTree(DASHBOARD.toFile());
    }

    private static List<Map<String, Object>> rules() throws IOException {
        Map<String, Object> file = new Yaml(new SafeConstructor(new LoaderOptions())).load(Files.readString(RULES));
        return maps(file.get("groups")).stream()
                .flatMap(group -> maps(group.get("rules")).stream())
                .toList();
    }

    @SuppressWarnings("unchecked") // a YAML list of mappings
    private static List<Map<String, Object>> maps(Object list) {
        return (List<Map<String, Object>>) list;
    }

    @SuppressWarnings("unchecked") // a YAML mapping of texts
    private static Map<String, String> texts(Object mapping) {
        return (Map<String, String>) mapping;
    }

    private static List<String> panelQueries() throws IOException {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : dashboard().path("panels")) {
            panel.path("targets")
                    .forEach(target -> queries.add(target.path("expr").asText()));
        }
        return queries;
    }

    private static List<String> queries() throws IOException {
        List<String> queries = new ArrayList<>(panelQueries());
        rules().forEach(rule -> queries.add((String) rule.get("expr")));
        return queries;
    }

    private static Set<String> found(Pattern pattern, List<String> queries) {
        return queries.stream()
                .flatMap(query -> pattern.matcher(query).results())
                .map(found -> found.groupCount() == 0 ? found.group() : found.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> names(List<String> metrics) {
        return metrics.stream()
                .filter(line -> !line.startsWith("#"))
                .map(line -> line.split("[{ ]", 2)[0])
                .collect(Collectors.toSet());
    }

    @Test
    void nameMetricsAndLabelsThatARunningServerHas() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                RunningServer server = new RunningServer(
                        POSTGRES.server().createDatabase(), "RATE_LIMIT_STORE", "redis", "REDIS_URL", redis.url())) {
            server.walkTheMainJob();

            await().untilAsserted(() -> assertThat(names(server.metrics())).containsAll(found(METRIC, queries())));
            Set<String> labels = new HashSet<>(OF_PROMETHEUS);
            labels.addAll(found(Pattern.compile("[{,]([a-z_]+)=\""), server.metrics()));
            assertThat(labels).containsAll(found(LABEL, queries()));
        }
    }

    @Test
    void alertsSayWhatIsWrongAndWhatToDo() throws IOException {
        String runbook = Files.readString(RUNBOOK);

        assertThat(rules()).hasSizeGreaterThan(15).allSatisfy(rule -> {
            String alert = (String) rule.get("alert");
            Map<String, String> annotations = texts(rule.get("annotations"));
            assertThat(texts(rule.get("labels")).get("severity")).isIn("critical", "warning", "info");
            assertThat(annotations.get("summary")).as(alert).isNotBlank();
            assertThat(annotations.get("description")).as(alert).endsWith(".");
            assertThat(annotations)
                    .as(alert)
                    .containsEntry("runbook_url", RUNBOOK_URL + alert.toLowerCase(Locale.ROOT));
            assertThat(runbook).as("the part about " + alert).contains("\n### " + alert + "\n");
        });
    }

    @Test
    void panelsAreWhereGrafanaExpectsThemAndExplainThemselves() throws IOException {
        Set<Integer> ids = new HashSet<>();
        assertThat(dashboard().path("templating").path("list").findValuesAsText("name"))
                .containsExactly("datasource", "instance", "route");
        assertThat(dashboard().path("panels")).hasSizeGreaterThan(40).allSatisfy(panel -> {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asText()).isNotBlank();
            JsonNode place = panel.path("gridPos");
            assertThat(place.path("x").asInt() + place.path("w").asInt()).isLessThanOrEqualTo(24);
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("description").asText()).endsWith(".");
                assertThat(panel.path("datasource").path("uid").asText()).isEqualTo("${datasource}");
                assertThat(panel.path("targets")).isNotEmpty();
            }
        });
        assertThat(panelQueries()).allMatch(query -> query.contains("instance=~\"$instance\""));
    }

    @Test
    void promtoolFindsNothingWrong() throws Exception {
        Path promtool = onThePath("promtool");
        assumeThat(promtool)
                .as("promtool is not on the PATH: the rules' syntax is not checked (apt install prometheus)")
                .isNotNull();
        Process checking = new ProcessBuilder(promtool.toString(), "check", "rules", RULES.toString())
                .redirectErrorStream(true)
                .start();

        String said = new String(checking.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(checking.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(checking.exitValue()).as(said).isZero();
    }

    private static Path onThePath(String program) {
        for (String folder : System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)) {
            Path found = Path.of(folder, program);
            if (Files.isExecutable(found)) {
                return found;
            }
        }
        return null;
    }
}
