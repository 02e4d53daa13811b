package dev.sallyport.deployment.kubernetes;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.deployment.Repository;
import dev.sallyport.deployment.Yaml;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.rbac.ClusterRole;
import io.fabric8.kubernetes.api.model.rbac.PolicyRule;
import io.fabric8.kubernetes.api.model.rbac.RoleBinding;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** {@code deployer.yaml}: enough rights for a release, and no more. */
class DeployerTest {
    private final Cluster deployer = Cluster.of(Yaml.documents(Repository.path("deploy/kubernetes/deployer.yaml")));

    @TempDir
    private Path folder;

    private boolean may(String verb, String group, String resource) {
        return deployer.all(ClusterRole.class).stream()
                .flatMap(role -> role.getRules().stream())
                .anyMatch(rule -> rule.getApiGroups().contains(group)
                        && rule.getResources().contains(resource)
                        && rule.getVerbs().contains(verb));
    }

    private static String group(HasMetadata resource) {
        String version = resource.getApiVersion();
        return version.contains("/") ? version.substring(0, version.indexOf('/')) : "";
    }

    @ParameterizedTest
    @EnumSource(
            value = Overlay.class,
            names = {"PRODUCTION", "SELF_HOSTED"})
    void mayApplyWhatThereIs(Overlay overlay) {
        List<HasMetadata> resources =
                Cluster.of(overlay.render(Overlay.copyInto(folder))).resources();

        assertThat(resources).isNotEmpty().allSatisfy(resource -> {
            assertThat(may("get", group(resource), resource.getPlural()))
                    .as(resource.getPlural())
                    .isTrue();
            // An administrator applies namespaces, and so says how secure pods have to be.
            assertThat(may("patch", group(resource), resource.getPlural()))
                    .as(resource.getPlural())
                    .isNotEqualTo(resource instanceof Namespace);
            assertThat(may("create", group(resource), resource.getPlural()))
                    .as(resource.getPlural())
                    .isNotEqualTo(resource instanceof Namespace);
        });
        assertThat(resources.stream()
                        .filter(Namespace.class::isInstance)
                        .map(one -> one.getMetadata().getName()))
                .allSatisfy(name -> assertThat(deployer.all(RoleBinding.class))
                        .extracting(binding -> binding.getMetadata().getNamespace())
                        .contains(name));
    }

    @Test
    void mayDoWhatAReleaseDoes() {
        assertThat(may("delete", "batch", "jobs")).isTrue();
        assertThat(may("get", "", "pods/log")).isTrue();
        assertThat(may("list", "apps", "replicasets")).isTrue();
    }

    @Test
    void mayNotReadSecretsNorDeleteAnythingElseNorGiveRightsNorLowerSecurity() {
        for (PolicyRule rule : deployer.all(ClusterRole.class).stream()
                .flatMap(role -> role.getRules().stream())
                .toList()) {
            assertThat(rule.getResources()).doesNotContain("secrets", "*", "pods/exec", "roles", "rolebindings");
            assertThat(rule.getApiGroups()).doesNotContain("*");
            assertThat(rule.getVerbs()).doesNotContain("*", "deletecollection");
            if (rule.getResources().contains("namespaces")) {
                assertThat(rule.getVerbs()).containsExactly("get");
                assertThat(rule.getResourceNames()).containsExactly("sallyport", "sallyport-database");
            }
            if (rule.getVerbs().contains("delete")) {
                assertThat(rule.getResources()).containsExactly("jobs");
            }
        }
    }
}
