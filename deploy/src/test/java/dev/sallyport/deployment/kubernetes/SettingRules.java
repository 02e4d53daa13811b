package dev.sallyport.deployment.kubernetes;

import io.fabric8.kubernetes.api.model.EnvVar;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Sallyport is told what it has to be told, by names that it knows. */
final class SettingRules {
    private static final String FILE = "_FILE";
    private static final List<String> NEEDED_BY_SERVERS = List.of(
            "MASTER_KEY",
            "DATABASE_URL",
            "DATABASE_USER",
            "DATABASE_PASSWORD",
            "PUBLIC_URL",
            "SMTP_HOST",
            "SMTP_FROM",
            "REDIS_URL");
    private static final List<String> NEEDED_TO_MIGRATE = List.of("DATABASE_URL", "DATABASE_USER", "DATABASE_PASSWORD");

    private SettingRules() {}

    static List<String> problems(Cluster cluster) {
        List<String> problems = new ArrayList<>();
        check(cluster, cluster.api(), NEEDED_BY_SERVERS, problems);
        check(cluster, cluster.migration(), NEEDED_TO_MIGRATE, problems);
        Map<String, String> settings = cluster.settings(cluster.api()).getData();
        if (!"false".equals(settings.get("MIGRATE_ON_START"))) {
            problems.add("servers migrate, besides the Job that is for it");
        }
        if (!"redis".equals(settings.get("RATE_LIMIT_STORE"))) {
            problems.add("each replica counts for itself");
        }
        return problems;
    }

    private static void check(Cluster cluster, Workload workload, List<String> needed, List<String> problems) {
        Set<String> set = new HashSet<>(cluster.settings(workload).getData().keySet());
        for (EnvVar variable : workload.container().getEnv()) {
            String name = variable.getName();
            if (!set.add(name.endsWith(FILE) ? name.substring(0, name.length() - FILE.length()) : name)) {
                problems.add(workload + " is told twice: " + name);
            }
        }
        Set<String> known = SettingsPage.names();
        set.stream()
                .filter(name -> !known.contains(name))
                .forEach(name -> problems.add(workload + " knows no " + name));
        needed.stream().filter(name -> !set.contains(name)).forEach(name -> problems.add(workload + " lacks " + name));
    }
}
