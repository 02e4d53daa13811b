package dev.sallyport.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import java.nio.file.Path;
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

    @Test
    void hasThreeServersInProduction() {
        var scaler = Cluster.of(Overlay.PRODUCTION.render(folder))
                .all(HorizontalPodAutoscaler.class)
                .getFirst();

        assertThat(scaler.getSpec().getMinReplicas()).isEqualTo(3);
    }
}
