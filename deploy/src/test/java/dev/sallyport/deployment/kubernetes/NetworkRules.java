package dev.sallyport.deployment.kubernetes;

import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyEgressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyIngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Whoever has to can reach what they need, and nobody else anything. */
final class NetworkRules {
    /** What is asked by whom. */
    private record Way(String from, String to, String port) {}

    private static final Set<Way> WAYS = Set.of(
            new Way("sallyport", "postgresql", "postgresql"),
            new Way("sallyport-migration", "postgresql", "postgresql"),
            new Way("sallyport", "redis", "redis"),
            new Way("sallyport", "mailpit", "smtp"));

    private NetworkRules() {}

    static List<String> problems(Cluster cluster) {
        List<String> problems = new ArrayList<>();
        Traffic traffic = new Traffic(cluster);
        for (Workload from : cluster.workloads()) {
            for (Workload to : cluster.workloads()) {
                for (var port : to.container().getPorts()) {
                    Way way = new Way(from.name(), to.name(), port.getName());
                    boolean reaches = traffic.reaches(from, to, port.getName());
                    if (reaches != WAYS.contains(way)) {
                        problems.add(
                                from + (reaches ? " reaches " : " does not reach ") + to + " at " + port.getName());
                    }
                }
            }
        }
        cluster.all(NetworkPolicy.class).forEach(policy -> policy(cluster, policy, problems));
        return problems;
    }

    private static void policy(Cluster cluster, NetworkPolicy policy, List<String> problems) {
        String name = "NetworkPolicy " + policy.getMetadata().getName();
        if (cluster.workloads().stream()
                .filter(one -> one.namespace().equals(policy.getMetadata().getNamespace()))
                .noneMatch(one -> Labels.select(policy.getSpec().getPodSelector(), one.labels()))) {
            problems.add(name + " is for pods that are not there");
        }
        for (NetworkPolicyIngressRule rule : policy.getSpec().getIngress()) {
            if (rule.getFrom().isEmpty()) {
                problems.add(name + " lets everybody in");
            }
            for (NetworkPolicyPeer peer : rule.getFrom()) {
                peer(cluster, policy, peer, name, problems);
                if (peer.getIpBlock() != null) {
                    stranger(peer.getIpBlock().getCidr(), rule, name, problems);
                } else if (!isOurs(cluster, policy, peer)) {
                    stranger(namespace(policy, peer), rule, name, problems);
                }
            }
        }
        for (NetworkPolicyEgressRule rule : policy.getSpec().getEgress()) {
            rule.getTo().forEach(peer -> peer(cluster, policy, peer, name, problems));
            if (rule.getTo().isEmpty()) {
                world(cluster, rule, name, problems);
            }
        }
    }

    /** Whoever may ask the world asks at a few ports, and for nothing that is in the cluster. */
    private static void world(Cluster cluster, NetworkPolicyEgressRule rule, String name, List<String> problems) {
        if (rule.getPorts().isEmpty()) {
            problems.add(name + " lets pods out at every port");
        }
        for (NetworkPolicyPort port : rule.getPorts()) {
            cluster.workloads().stream()
                    .filter(one -> one.port(port.getPort()).isPresent())
                    .forEach(one -> problems.add(name + " looks everywhere for what is here: " + one));
        }
    }

    /** The ports for whoever is not ours; of those, the management port is for Prometheus. */
    private static void stranger(String namespace, NetworkPolicyIngressRule rule, String name, List<String> problems) {
        if (rule.getPorts().isEmpty()) {
            problems.add(name + " lets " + namespace + " in at every port");
        }
        boolean management = rule.getPorts().stream()
                .map(NetworkPolicyPort::getPort)
                .anyMatch(port -> "management".equals(port.getStrVal())
                        || Integer.valueOf(3001).equals(port.getIntVal()));
        if (management && !namespace.equals("monitoring")) {
            problems.add(name + " opens the management port to " + namespace);
        }
    }

    private static void peer(
            Cluster cluster, NetworkPolicy policy, NetworkPolicyPeer peer, String name, List<String> problems) {
        if (peer.getIpBlock() != null) {
            if (peer.getIpBlock().getCidr().endsWith("/0")) {
                problems.add(name + " means every address");
            }
        } else if (namespace(policy, peer).isEmpty()) {
            problems.add(name + " means every namespace");
        } else if (isOurs(cluster, policy, peer)
                && cluster.workloads().stream().noneMatch(one -> Traffic.means(peer, policy, one))) {
            problems.add(name + " means pods that are not there");
        }
    }

    private static boolean isOurs(Cluster cluster, NetworkPolicy policy, NetworkPolicyPeer peer) {
        return cluster.all(Namespace.class).stream()
                .anyMatch(namespace -> namespace.getMetadata().getName().equals(namespace(policy, peer)));
    }

    private static String namespace(NetworkPolicy policy, NetworkPolicyPeer peer) {
        return Optional.ofNullable(peer.getNamespaceSelector())
                .map(selector -> Optional.ofNullable(selector.getMatchLabels())
                        .orElse(Map.of())
                        .getOrDefault("kubernetes.io/metadata.name", ""))
                .orElse(policy.getMetadata().getNamespace());
    }
}
