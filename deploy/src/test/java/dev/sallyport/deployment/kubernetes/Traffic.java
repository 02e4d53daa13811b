package dev.sallyport.deployment.kubernetes;

import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPeer;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicyPort;
import java.util.List;
import java.util.Map;

/** Who can reach whom, by the network policies. */
record Traffic(Cluster cluster) {
    /** Whether both ends allow it. */
    boolean reaches(Workload from, Workload to, String port) {
        return egress(from, to, port) && ingress(from, to, port);
    }

    private boolean egress(Workload from, Workload to, String port) {
        List<NetworkPolicy> policies = policiesOf(from, "Egress");
        return policies.isEmpty()
                || policies.stream()
                        .anyMatch(policy -> policy.getSpec().getEgress().stream()
                                .anyMatch(rule -> means(rule.getTo(), policy, to) && means(rule.getPorts(), to, port)));
    }

    private boolean ingress(Workload from, Workload to, String port) {
        List<NetworkPolicy> policies = policiesOf(to, "Ingress");
        return policies.isEmpty()
                || policies.stream()
                        .anyMatch(policy -> policy.getSpec().getIngress().stream()
                                .anyMatch(rule ->
                                        means(rule.getFrom(), policy, from) && means(rule.getPorts(), to, port)));
    }

    private List<NetworkPolicy> policiesOf(Workload workload, String direction) {
        return cluster.all(NetworkPolicy.class).stream()
                .filter(policy -> policy.getMetadata().getNamespace().equals(workload.namespace()))
                .filter(policy -> policy.getSpec().getPolicyTypes().contains(direction))
                .filter(policy -> Labels.select(policy.getSpec().getPodSelector(), workload.labels()))
                .toList();
    }

    /** No peers mean everybody. */
    private static boolean means(List<NetworkPolicyPeer> peers, NetworkPolicy policy, Workload workload) {
        return peers.isEmpty() || peers.stream().anyMatch(peer -> means(peer, policy, workload));
    }

    /** Addresses mean no pods: which ones those have, nobody knows. */
    static boolean means(NetworkPolicyPeer peer, NetworkPolicy policy, Workload workload) {
        if (peer.getIpBlock() != null) {
            return false;
        }
        LabelSelector namespaces = peer.getNamespaceSelector();
        LabelSelector pods = peer.getPodSelector();
        boolean there = namespaces == null
                ? policy.getMetadata().getNamespace().equals(workload.namespace())
                : Labels.select(namespaces, Map.of("kubernetes.io/metadata.name", workload.namespace()));
        return there && (pods == null || Labels.select(pods, workload.labels()));
    }

    private static boolean means(List<NetworkPolicyPort> ports, Workload workload, String port) {
        return ports.isEmpty()
                || ports.stream()
                        .map(NetworkPolicyPort::getPort)
                        .anyMatch(one -> workload.port(one).equals(workload.port(new IntOrString(port))));
    }
}
