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
    void trustsNginxAndNobodyElse() {
        assertThat(map(service("app"), "environment").get("TRUSTED_PROXIES"))
                .isEqualTo(map(map(service("nginx"), "networks"), "edge").get("ipv4_address"));
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
}
