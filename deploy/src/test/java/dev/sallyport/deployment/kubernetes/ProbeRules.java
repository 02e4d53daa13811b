package dev.sallyport.deployment.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Probe;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How it is known that a pod has started, lives and can be asked, and how it is stopped. */
final class ProbeRules {
    /** For mail that is being delivered when the server stops. */
    private static final Duration LAST_MAIL = Duration.ofSeconds(5);

    private ProbeRules() {}

    static List<String> problems(Cluster cluster) {
        List<String> problems = new ArrayList<>();
        for (Workload workload : cluster.workloads()) {
            if (workload.runsForEver()) {
                probes(workload).forEach((name, probe) -> {
                    if (probe == null) {
                        problems.add(workload + " has no " + name + " probe");
                    } else if (port(probe) != null && workload.port(port(probe)).isEmpty()) {
                        problems.add(workload + " is probed where it does not listen: " + name);
                    }
                });
            }
        }
        Workload api = cluster.api();
        probes(api).forEach((name, probe) -> {
            String path = name.equals("readiness") ? "/health/ready" : "/health/live";
            if (probe != null
                    && (!probe.getHttpGet().getPath().equals(path)
                            || !"management".equals(port(probe).getStrVal()))) {
                problems.add(api + " is asked the wrong question, or at the wrong door: " + name);
            }
        });
        stops(cluster, api, problems);
        return problems;
    }

    private static void stops(Cluster cluster, Workload api, List<String> problems) {
        var lifecycle = api.container().getLifecycle();
        if (lifecycle == null
                || lifecycle.getPreStop() == null
                || lifecycle.getPreStop().getSleep() == null) {
            problems.add(api + " is told to stop while it is still sent requests");
            return;
        }
        Duration grace = Duration.parse("PT" + cluster.settings(api).getData().get("SHUTDOWN_GRACE"));
        Duration needed = Duration.ofSeconds(lifecycle.getPreStop().getSleep().getSeconds())
                .plus(grace)
                .plus(LAST_MAIL);
        if (Duration.ofSeconds(api.pod().getTerminationGracePeriodSeconds()).compareTo(needed) < 0) {
            problems.add(api + " is killed before it has stopped: it may take " + needed.toSeconds() + " s");
        }
    }

    private static Map<String, @Nullable Probe> probes(Workload workload) {
        Container container = workload.container();
        Map<String, @Nullable Probe> probes = new LinkedHashMap<>();
        probes.put("startup", container.getStartupProbe());
        probes.put("liveness", container.getLivenessProbe());
        probes.put("readiness", container.getReadinessProbe());
        return probes;
    }

    private static @Nullable IntOrString port(Probe probe) {
        if (probe.getHttpGet() != null) {
            return probe.getHttpGet().getPort();
        }
        return probe.getTcpSocket() == null ? null : probe.getTcpSocket().getPort();
    }
}
