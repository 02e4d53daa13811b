package dev.sallyport.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Repository;
import dev.sallyport.deployment.Yaml;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class VersionTest {
    private static final Pattern VERSION = Pattern.compile("<version>([0-9.]+)(-SNAPSHOT)?</version>");

    @Test
    void isTheOneThatIsBeingMade() {
        Matcher version = VERSION.matcher(Repository.text("pom.xml"));
        assertThat(version.find()).isTrue();

        var image = Yaml.document(Repository.path("deploy/kubernetes/base/kustomization.yaml"))
                .at("/images/0");

        assertThat(image.path("newTag").asText()).isEqualTo(version.group(1));
    }
}
