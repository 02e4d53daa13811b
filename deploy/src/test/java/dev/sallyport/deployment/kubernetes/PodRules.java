package dev.sallyport.deployment.kubernetes;

import io.fabric8.kubernetes.api.model.Capabilities;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.PodSecurityContext;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.SecurityContext;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What a pod may do, and what it may use. */
final class PodRules {
    private final Workload workload;
    private final List<String> problems = new ArrayList<>();

    private PodRules(Workload workload) {
        this.workload = workload;
    }

    static List<String> problems(Cluster cluster) {
        return cluster.workloads().stream()
                .flatMap(workload -> new PodRules(workload).problems().stream())
                .toList();
    }

    private List<String> problems() {
        pod(workload.pod());
        container(workload.container());
        volumes();
        return problems;
    }

    private void pod(PodSpec pod) {
        PodSecurityContext security = pod.getSecurityContext();
        must(Boolean.TRUE.equals(security.getRunAsNonRoot()), "may run as root");
        must(security.getRunAsUser() != null && security.getRunAsUser() > 0, "has no user of its own");
        must(!workload.isSallyport() || Long.valueOf(10001).equals(security.getRunAsUser()), "is not the image's user");
        must(
                security.getSeccompProfile() != null
                        && "RuntimeDefault".equals(security.getSeccompProfile().getType()),
                "has no seccomp profile");
        must(Boolean.FALSE.equals(pod.getAutomountServiceAccountToken()), "gets a token for Kubernetes");
        must(Boolean.FALSE.equals(pod.getEnableServiceLinks()), "gets variables for services");
        must(
                !isTrue(pod.getHostNetwork()) && !isTrue(pod.getHostPID()) && !isTrue(pod.getHostIPC()),
                "shares something with its node");
        must(pod.getVolumes().stream().allMatch(volume -> volume.getHostPath() == null), "mounts a folder of its node");
    }

    private void container(Container container) {
        SecurityContext security = container.getSecurityContext();
        must(Boolean.FALSE.equals(security.getAllowPrivilegeEscalation()), "may get more rights");
        must(Boolean.TRUE.equals(security.getReadOnlyRootFilesystem()), "can write to its root");
        must(!isTrue(security.getPrivileged()), "is privileged");
        Capabilities capabilities = security.getCapabilities();
        must(
                capabilities != null
                        && capabilities.getDrop().equals(List.of("ALL"))
                        && capabilities.getAdd().isEmpty(),
                "has capabilities");
        for (String resource : List.of("cpu", "memory")) {
            must(states(container.getResources().getRequests(), resource), "requests no " + resource);
            must(states(container.getResources().getLimits(), resource), "has no limit of " + resource);
        }
        // Whoever is promised less memory than they use is the first to be killed.
        must(
                !workload.isSallyport()
                        || container
                                .getResources()
                                .getRequests()
                                .get("memory")
                                .equals(container.getResources().getLimits().get("memory")),
                "requests less memory than it may use");
        must(container.getImage().matches("[^:@]+(:[^:@]+)?(@sha256:[0-9a-f]{64})?"), "has no image that can be read");
        must(container.getImage().matches(".*[:@].*"), "has an image without tag");
        must(!container.getImage().endsWith(":latest"), "has whatever image is the latest");
    }

    private void volumes() {
        Set<String> there =
                workload.pod().getVolumes().stream().map(Volume::getName).collect(Collectors.toSet());
        if (workload.owner() instanceof StatefulSet set) {
            set.getSpec()
                    .getVolumeClaimTemplates()
                    .forEach(claim -> there.add(claim.getMetadata().getName()));
        }
        Set<String> mounted = workload.container().getVolumeMounts().stream()
                .map(VolumeMount::getName)
                .collect(Collectors.toSet());
        must(there.containsAll(mounted), "mounts what is not there");
        Set<String> idle = new HashSet<>(there);
        idle.removeAll(mounted);
        must(idle.isEmpty(), "does not mount " + idle);
        must(
                !workload.isSallyport()
                        || workload.container().getVolumeMounts().stream()
                                .anyMatch(mount -> mount.getMountPath().equals("/tmp")),
                "has no /tmp to write to");
    }

    private static boolean isTrue(Boolean flag) {
        return Boolean.TRUE.equals(flag);
    }

    private static boolean states(Map<String, Quantity> quantities, String resource) {
        return quantities != null && quantities.containsKey(resource);
    }

    private void must(boolean holds, String problem) {
        if (!holds) {
            problems.add(workload + " " + problem);
        }
    }
}
