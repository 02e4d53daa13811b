package dev.sallyport.deployment.kubernetes;

import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How many there are, how many may be missing, and what for. */
final class ScalingRules {
    /** An instance listens beside its pool. */
    private static final int LISTENERS = 3;

    private static final int FOR_PEOPLE = 10;
    private static final Pattern MAX_CONNECTIONS = Pattern.compile("max_connections=([0-9]+)");

    private ScalingRules() {}

    static List<String> problems(Cluster cluster) {
        List<String> problems = new ArrayList<>();
        for (HorizontalPodAutoscaler scaler : cluster.all(HorizontalPodAutoscaler.class)) {
            String target = scaler.getSpec().getScaleTargetRef().getName();
            Deployment deployment = cluster.find(
                            Deployment.class, scaler.getMetadata().getNamespace(), target)
                    .orElse(null);
            if (deployment == null) {
                problems.add("the autoscaler scales what is not there: " + target);
                continue;
            }
            if (deployment.getSpec().getReplicas() != null) {
                problems.add("applying the Deployment again undoes what the autoscaler did");
            }
            rollout(deployment, problems);
            connections(cluster, scaler, problems);
        }
        for (PodDisruptionBudget budget : cluster.all(PodDisruptionBudget.class)) {
            if (!Labels.select(budget.getSpec().getSelector(), cluster.api().labels())) {
                problems.add("the disruption budget is for other pods");
            }
            var unavailable = budget.getSpec().getMaxUnavailable();
            if (unavailable == null || unavailable.getIntVal() == null || unavailable.getIntVal() != 1) {
                problems.add(
                        "the disruption budget is not one pod: a node may not be drained, or too many pods may go");
            }
        }
        return problems;
    }

    private static void rollout(Deployment deployment, List<String> problems) {
        var rolling = deployment.getSpec().getStrategy().getRollingUpdate();
        if (rolling.getMaxUnavailable().getIntVal() != 0) {
            problems.add("a roll-out takes servers away before there are others");
        }
    }

    /** Where the database is in the cluster, it has to let all of them in. */
    private static void connections(Cluster cluster, HorizontalPodAutoscaler scaler, List<String> problems) {
        cluster.findWorkload("postgresql").ifPresent(postgresql -> {
            Matcher allowed = MAX_CONNECTIONS.matcher(
                    String.join(" ", postgresql.container().getArgs()));
            int most = allowed.find() ? Integer.parseInt(allowed.group(1)) : 100;
            int pool =
                    Integer.parseInt(cluster.settings(cluster.api()).getData().get("DATABASE_POOL_SIZE"));
            int needed = (scaler.getSpec().getMaxReplicas() + 1) * (pool + LISTENERS) + FOR_PEOPLE;
            if (needed > most) {
                problems.add("PostgreSQL allows " + most + " connections, and " + needed + " may be wanted");
            }
        });
    }
}
