package dev.sallyport.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Repository;
import dev.sallyport.deployment.Yaml;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Other people's images: what is tried with Compose is what runs on Kubernetes. */
class ImagesTest {
    @TempDir
    private Path folder;

    private final Map<String, Set<String>> tags = new TreeMap<>();

    @Test
    void areTheSameAsInCompose() {
        Yaml.document(Repository.path("docker-compose.yml"))
                .path("services")
                .forEach(service -> add(service.path("image").asText()));
        assertThat(tags).containsKeys("postgres", "redis", "axllent/mailpit");

        Cluster.of(Overlay.LOCAL.render(Overlay.copyInto(folder)))
                .workloads()
                .forEach(workload -> add(workload.container().getImage()));

        assertThat(tags).allSatisfy((name, found) -> assertThat(found).as(name).hasSize(1));
    }

    private void add(String image) {
        if (!image.contains("sallyport")) {
            String[] parts = image.split(":", 2);
            tags.computeIfAbsent(parts[0], absent -> new TreeSet<>()).add(parts[1]);
        }
    }
}
