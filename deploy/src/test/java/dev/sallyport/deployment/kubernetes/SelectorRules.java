package dev.sallyport.deployment.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServicePort;
import io.fabric8.kubernetes.api.model.TopologySpreadConstraint;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.networking.v1.HTTPIngressPath;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.networking.v1.IngressRule;
import io.fabric8.kubernetes.api.model.networking.v1.IngressTLS;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceBackendPort;
import io.fabric8.openshift.api.model.monitoring.v1.Endpoint;
import io.fabric8.openshift.api.model.monitoring.v1.ServiceMonitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whoever refers to others means somebody who is there, and who listens. */
final class SelectorRules {
    private final Cluster cluster;
    private final List<String> problems = new ArrayList<>();

    private SelectorRules(Cluster cluster) {
        this.cluster = cluster;
    }

    static List<String> problems(Cluster cluster) {
        SelectorRules rules = new SelectorRules(cluster);
        cluster.all(Deployment.class)
                .forEach(one -> rules.owns(Workload.of(one), one.getSpec().getSelector()));
        cluster.all(StatefulSet.class)
                .forEach(one -> rules.owns(Workload.of(one), one.getSpec().getSelector()));
        cluster.all(Service.class).forEach(rules::service);
        cluster.all(Ingress.class).forEach(rules::ingress);
        cluster.all(ServiceMonitor.class).forEach(rules::monitor);
        return rules.problems;
    }

    private void owns(Workload workload, LabelSelector selector) {
        must(Labels.select(selector, workload.labels()), workload + " does not select its own pods");
        long selected = cluster.workloads().stream()
                .filter(one -> one.namespace().equals(workload.namespace()))
                .filter(one -> Labels.select(selector, one.labels()))
                .count();
        must(selected <= 1, workload + " selects the pods of others");
        for (TopologySpreadConstraint spread : workload.pod().getTopologySpreadConstraints()) {
            must(
                    Labels.select(spread.getLabelSelector(), workload.labels()),
                    workload + " is spread by others' labels");
        }
    }

    private void service(Service service) {
        String name = "Service " + service.getMetadata().getName();
        List<Workload> selected = cluster.workloads().stream()
                .filter(one -> one.namespace().equals(service.getMetadata().getNamespace()))
                .filter(one -> Labels.select(service.getSpec().getSelector(), one.labels()))
                .toList();
        must(selected.size() == 1, name + " stands for " + selected);
        for (ServicePort port : service.getSpec().getPorts()) {
            must(
                    selected.stream()
                            .allMatch(one -> one.port(port.getTargetPort()).isPresent()),
                    name + " leads to a port where nobody listens: " + port.getName());
            must(
                    "None".equals(service.getSpec().getClusterIP())
                            || !"management".equals(port.getTargetPort().getStrVal()),
                    name + " shows the management port");
        }
    }

    private void ingress(Ingress ingress) {
        List<String> secured = ingress.getSpec().getTls().stream()
                .map(IngressTLS::getHosts)
                .flatMap(List::stream)
                .toList();
        for (IngressRule rule : ingress.getSpec().getRules()) {
            must(secured.contains(rule.getHost()), "Ingress has a host without TLS: " + rule.getHost());
            String url = cluster.settings(cluster.api()).getData().get("PUBLIC_URL");
            must(("https://" + rule.getHost()).equals(url), "Ingress has another host than PUBLIC_URL");
            for (HTTPIngressPath path : rule.getHttp().getPaths()) {
                var backend = path.getBackend().getService();
                must(
                        cluster.find(Service.class, ingress.getMetadata().getNamespace(), backend.getName())
                                .flatMap(service -> port(service, backend.getPort()))
                                .isPresent(),
                        "Ingress leads to no service: " + backend.getName());
            }
        }
    }

    private static Optional<ServicePort> port(Service service, ServiceBackendPort wanted) {
        return service.getSpec().getPorts().stream()
                .filter(port -> port.getName().equals(wanted.getName())
                        || port.getPort().equals(wanted.getNumber()))
                .findFirst();
    }

    private void monitor(ServiceMonitor monitor) {
        List<Service> selected = cluster.all(Service.class).stream()
                .filter(service -> service.getMetadata()
                        .getNamespace()
                        .equals(monitor.getMetadata().getNamespace()))
                .filter(service -> Labels.select(
                        monitor.getSpec().getSelector(), service.getMetadata().getLabels()))
                .toList();
        must(selected.size() == 1, "ServiceMonitor means " + selected.size() + " services");
        must(
                monitor.getMetadata().getLabels().containsKey("release"),
                "ServiceMonitor is overlooked by kube-prometheus-stack");
        for (Endpoint endpoint : monitor.getSpec().getEndpoints()) {
            must(
                    selected.stream()
                            .flatMap(service -> service.getSpec().getPorts().stream())
                            .anyMatch(port -> port.getName().equals(endpoint.getPort())),
                    "ServiceMonitor scrapes a port that is not there: " + endpoint.getPort());
        }
    }

    private void must(boolean holds, String problem) {
        if (!holds) {
            problems.add(problem);
        }
    }
}
