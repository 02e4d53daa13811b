package dev.sallyport.deployment.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything is in a namespace of ours, where nothing is allowed but what is said. */
final class NamespaceRules {
    private NamespaceRules() {}

    static List<String> problems(Cluster cluster) {
        List<String> problems = new ArrayList<>();
        for (Namespace namespace : cluster.all(Namespace.class)) {
            String name = namespace.getMetadata().getName();
            Map<String, String> labels = namespace.getMetadata().getLabels();
            for (String mode : List.of("enforce", "audit", "warn")) {
                if (!"restricted".equals(labels.get("pod-security.kubernetes.io/" + mode))) {
                    problems.add(name + ": pod security is not restricted: " + mode);
                }
            }
            if (cluster.all(NetworkPolicy.class).stream().noneMatch(policy -> deniesAll(policy, name))) {
                problems.add(name + ": no policy denies what none allows");
            }
        }
        Set<String> known = cluster.all(Namespace.class).stream()
                .map(namespace -> namespace.getMetadata().getName())
                .collect(Collectors.toSet());
        for (HasMetadata resource : cluster.resources()) {
            String namespace = resource.getMetadata().getNamespace();
            if (!(resource instanceof Namespace) && (namespace == null || !known.contains(namespace))) {
                problems.add(resource.getKind() + " " + resource.getMetadata().getName() + ": in no namespace of ours");
            }
        }
        return problems;
    }

    private static boolean deniesAll(NetworkPolicy policy, String namespace) {
        NetworkPolicySpec spec = policy.getSpec();
        return policy.getMetadata().getNamespace().equals(namespace)
                && Labels.select(spec.getPodSelector(), Map.of())
                && spec.getPolicyTypes().containsAll(List.of("Ingress", "Egress"))
                && spec.getIngress().isEmpty()
                && spec.getEgress().isEmpty();
    }
}
