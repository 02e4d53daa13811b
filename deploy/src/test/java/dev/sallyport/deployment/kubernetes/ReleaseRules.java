package dev.sallyport.deployment.kubernetes;

import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Namespace;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The Job that migrates is of the same release as the servers, and each can be applied without the other. */
final class ReleaseRules {
    private static final String COMPONENT = "app.kubernetes.io/component";

    private ReleaseRules() {}

    static List<String> problems(Cluster cluster) {
        List<String> problems = new ArrayList<>();
        Workload api = cluster.api();
        Workload migration = cluster.migration();
        if (!api.container().getImage().equals(migration.container().getImage())) {
            problems.add("servers and migration are not of the same release");
        }
        if (!api.container().getArgs().equals(List.of("serve"))
                || !migration.container().getArgs().equals(List.of("migrate"))) {
            problems.add("servers do not serve, or the migration does not migrate");
        }
        if (!cluster.settings(api).equals(cluster.settings(migration))) {
            problems.add("servers and migration have different settings");
        }
        components(cluster, problems);
        patience(cluster, problems);
        return problems;
    }

    /** {@code release} applies by them: everything but the servers, then everything but the migration, and never a namespace. */
    private static void components(Cluster cluster, List<String> problems) {
        if (!"api".equals(component(cluster.api().owner()))
                || !"migration".equals(component(cluster.migration().owner()))) {
            problems.add("servers cannot be told from the migration");
        }
        for (HasMetadata resource : cluster.resources()) {
            String name = resource.getKind() + " " + resource.getMetadata().getName();
            if (resource instanceof Namespace != "namespace".equals(component(resource))) {
                problems.add(name + " cannot be told from what a release applies, or is never applied");
            }
            if ("migration".equals(component(resource))
                    && !resource.equals(cluster.migration().owner())) {
                problems.add(name + " is left out where only servers are released");
            }
        }
    }

    private static @Nullable String component(HasMetadata resource) {
        Map<String, String> labels = resource.getMetadata().getLabels();
        return labels == null ? null : labels.get(COMPONENT);
    }

    /** A roll-out is given up after servers had all the time that they may take to start, and as much to find a place and their image. */
    private static void patience(Cluster cluster, List<String> problems) {
        Deployment servers = (Deployment) cluster.api().owner();
        Integer patience = servers.getSpec().getProgressDeadlineSeconds();
        Probe startup = cluster.api().container().getStartupProbe();
        int start = startup == null ? 0 : startup.getFailureThreshold() * startup.getPeriodSeconds();
        if (patience == null || patience < 2 * start) {
            problems.add("servers are given up before they had time to start");
        }
    }
}
