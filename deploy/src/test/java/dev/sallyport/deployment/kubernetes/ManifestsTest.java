package dev.sallyport.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Repository;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.IPBlock;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code deploy/kubernetes} as it stands. {@link BrokenManifestsTest} shows that each rule can be broken. */
class ManifestsTest {
    @TempDir
    private static Path folder;

    @BeforeAll
    static void copy() {
        Overlay.copyInto(folder);
    }

    @ParameterizedTest
    @EnumSource
    void keepsToTheRules(Overlay overlay) {
        assertThat(Rules.problems(Cluster.of(overlay.render(folder)))).isEmpty();
    }

    @Test
    void bringsNoSecretToProduction() {
        assertThat(SecretRules.made(Cluster.of(Overlay.PRODUCTION.render(folder))))
                .isEmpty();
        assertThat(SecretRules.made(Cluster.of(Overlay.SELF_HOSTED.render(folder))))
                .isEmpty();
    }

    /** They work nowhere until somebody has put in what is theirs. In a copy that is edited in place, this is what has to go. */
    @ParameterizedTest
    @EnumSource(names = {"PRODUCTION", "SELF_HOSTED"})
    void namesNobodyElsesHostsAndNetworks(Overlay overlay) {
        Cluster cluster = Cluster.of(overlay.render(folder));
        Map<String, String> settings = cluster.settings(cluster.api()).getData();

        assertThat(settings.get("TRUSTED_PROXIES").split(","))
                .allMatch(network -> network.matches("(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113)\\.0/24|2001:db8:.*"));
        assertThat(Stream.of("PUBLIC_URL", "DATABASE_URL", "SMTP_HOST", "SMTP_FROM")
                        .map(settings::get)
                        .map(value -> value.replaceFirst(".*(//|@)", "").replaceFirst("[:/>].*", "")))
                .hasSize(4)
                .allMatch(host -> host.matches("(.+\\.)?example\\.com|.+\\.sallyport-database\\.svc"));
    }

    @Test
    void letsNamesBeResolvedByACacheOnTheNodeOnceThatIsUncommented(@TempDir Path copy) throws IOException {
        Path policies = Overlay.copyInto(copy).resolve("base/network-policies.yaml");
        String commented = Files.readString(policies);
        String uncommented = commented.replaceAll("# (- ipBlock:|    cidr:)", "$1");
        assertThat(uncommented).isNotEqualTo(commented);
        Files.writeString(policies, uncommented);

        Cluster cluster = Cluster.of(Overlay.PRODUCTION.render(copy));

        assertThat(Rules.problems(cluster)).isEmpty();
        assertThat(cluster.find(NetworkPolicy.class, "sallyport", "names-are-resolved")
                        .orElseThrow()
                        .getSpec()
                        .getEgress()
                        .getFirst()
                        .getTo())
                .extracting(NetworkPolicyPeer::getIpBlock)
                .filteredOn(Objects::nonNull)
                .extracting(IPBlock::getCidr)
                .containsExactly("169.254.20.10/32");
    }

    @Test
    void callsItselfTheSameToPrometheusAsTheDocumentationDoes() {
        String release = Cluster.of(Overlay.PRODUCTION.render(folder))
                .all(ServiceMonitor.class)
                .getFirst()
                .getMetadata()
                .getLabels()
                .get("release");

        assertThat(Repository.text("docs/deployment/kubernetes.md"))
                .contains("kind: PrometheusRule", "labels: {release: " + release + "}");
    }

    @Test
    void hasThreeServersInProduction() {
        var scaler = Cluster.of(Overlay.PRODUCTION.render(folder))
                .all(HorizontalPodAutoscaler.class)
                .getFirst();

        assertThat(scaler.getSpec().getMinReplicas()).isEqualTo(3);
    }
}
