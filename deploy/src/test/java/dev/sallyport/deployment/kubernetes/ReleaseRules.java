package dev.sallyport.deployment.kubernetes;

import java.util.ArrayList;
import java.util.List;

/** The Job that migrates is of the same release as the servers, and can be applied without them. */
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
        // A release applies everything but the servers first: -l app.kubernetes.io/component!=api.
        if (!"api".equals(api.owner().getMetadata().getLabels().get(COMPONENT))
                || "api".equals(migration.owner().getMetadata().getLabels().get(COMPONENT))) {
            problems.add("servers cannot be told from the migration");
        }
        return problems;
    }
}
