package dev.sallyport.deployment.image;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Repository;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

class ComposeFileTest {
    private static final Map<String, Object> FILE =
            new Yaml(new SafeConstructor(new LoaderOptions())).load(Repository.text("docker-compose.yml"));

    @SuppressWarnings("unchecked") // what the Compose specification says of it
    private static Map<String, Object> map(Map<String, Object> in, String name) {
        return (Map<String, Object>) in.get(name);
    }

    private static Map<String, Object> service(String name) {
        return map(map(FILE, "services"), name);
    }

    private static List<String> services() {
        return List.copyOf(map(FILE, "services").keySet());
    }

    private static List<?> list(String service, String name) {
        return (List<?>) service(service).getOrDefault(name, List.of());
    }

    @Test
    void publishesToThisMachineAloneAndNothingOfTheManagement() {
        assertThat(services())
                .flatExtracting(service -> list(service, "ports"))
                .isNotEmpty()
                .allSatisfy(port ->
                        assertThat(port).asString().startsWith("127.0.0.1:").doesNotContain("3001"));
    }

    @Test
    void startsTheWholeUnlessToldOtherwise() {
        assertThat(services())
                .filteredOn(service -> list(service, "profiles").isEmpty())
                .containsExactlyInAnyOrder("secrets", "postgres", "redis", "mailpit", "adminer", "app");
    }

    @Test
    void namesTheVersionOfEveryImage() {
        assertThat(services())
                .allSatisfy(service ->
                        assertThat(service(service).get("image")).asString().matches(".*:v?[0-9].*"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"app", "app-2", "app-3"})
    void letsAnInstanceDoNoMoreThanItMust(String instance) {
        assertThat(service(instance))
                .containsEntry("read_only", true)
                .containsEntry("tmpfs", List.of("/tmp"))
                .containsEntry("cap_drop", List.of("ALL"))
                .containsEntry("security_opt", List.of("no-new-privileges:true"));
        assertThat(map(service(instance), "depends_on")).containsKeys("secrets", "postgres", "redis");
    }

    @Test
    void keepsNoKeyInTheFile() {
        assertThat(map(service("app"), "environment"))
                .containsEntry("MASTER_KEY", "")
                .containsEntry("MASTER_KEY_FILE", "/run/secrets/sallyport/master-key");
        assertThat(Repository.text("deploy/compose/make-secrets.sh")).contains("/dev/urandom", "umask 077");
    }

    @Test
    void trustsNginxAndNobodyElseUnlessToldTo() {
        Object nginx = map(map(service("nginx"), "networks"), "default").get("ipv4_address");

        assertThat(map(service("app"), "environment"))
                .containsEntry("TRUSTED_PROXIES", nginx + ",${TRUSTED_PROXIES:-" + nginx + "}");
    }

    @Test
    void namesTheGatewayAsItIsToBeTrusted() {
        List<?> addresses =
                (List<?>) map(map(map(FILE, "networks"), "default"), "ipam").get("config");

        assertThat(addresses)
                .singleElement()
                .isEqualTo(Map.of("subnet", "10.89.77.0/24", "gateway", "10.89.77.1", "ip_range", "10.89.77.128/25"));
        assertThat(Repository.text(".env.example")).contains("10.89.77.1 for a proxy");
        assertThat(Repository.text("docs/deployment/docker.md")).contains("`TRUSTED_PROXIES=10.89.77.1`");
    }

    @Test
    void startsAgainWhatEndsByItself() {
        assertThat(services())
                .allSatisfy(service -> assertThat(service(service))
                        .containsEntry("restart", service.equals("secrets") ? "no" : "unless-stopped"));
    }

    /** Where several instances are started anew, nginx has to look up their new addresses. */
    @Test
    void saysHowNginxFindsNewInstances() {
        assertThat(Repository.text("docs/deployment/docker.md"))
                .contains("docker compose --profile scale restart nginx");
    }

    /** Jetty closes after 30 seconds: nginx has to before, or it sends a request into a connection that is about to close. */
    @Test
    void closesAConnectionThatNobodyUsesBeforeTheServerDoes() {
        assertThat(Repository.text("deploy/compose/nginx.conf")).contains("keepalive_timeout 20s;");
    }

    @Test
    void spreadsOverEveryInstance() {
        assertThat(services())
                .filteredOn(service -> service.startsWith("app"))
                .hasSize(3)
                .allSatisfy(service -> assertThat(Repository.text("deploy/compose/nginx.conf"))
                        .contains("server " + service + ":3000"));
    }

    @Test
    void needsNoFileThatIsNotThere() {
        assertThat(list("app", "env_file")).isEqualTo(List.of("${ENV_FILE:-.env.example}"));
        assertThat(Repository.path(".env.example")).isRegularFile();
        assertThat(Repository.text(".env.example")).contains("\nENV_FILE=.env\n");
    }

    @Test
    void tellsWhoMakesTheSecretsWhatItAsksFor() {
        assertThat(map(service("secrets"), "environment"))
                .containsOnlyKeys("MASTER_KEY", "MASTER_KEY_PREVIOUS", "ENV_FILE");
        assertThat(list("secrets", "volumes")).isEqualTo(List.of("secrets:/secrets", ".:/project:ro"));
        assertThat(service("secrets"))
                .containsEntry("entrypoint", List.of("/bin/sh", "/project/deploy/compose/make-secrets.sh"))
                .containsEntry("network_mode", "none");
    }
}
