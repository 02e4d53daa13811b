package dev.sallyport.deployment.kubernetes;

import com.fasterxml.jackson.databind.JsonNode;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** All resources of an installation, together. */
record Cluster(List<HasMetadata> resources) {
    static Cluster of(List<? extends JsonNode> resources) {
        return new Cluster(resources.stream().map(StrictModels::read).toList());
    }

    <T extends HasMetadata> List<T> all(Class<T> type) {
        return resources.stream().filter(type::isInstance).map(type::cast).toList();
    }

    <T extends HasMetadata> Optional<T> find(Class<T> type, String namespace, String name) {
        return all(type).stream()
                .filter(one -> namespace.equals(one.getMetadata().getNamespace()))
                .filter(one -> name.equals(one.getMetadata().getName()))
                .findFirst();
    }

    /** Whatever runs pods. */
    List<Workload> workloads() {
        return Stream.of(
                        all(Deployment.class).stream().map(Workload::of),
                        all(StatefulSet.class).stream().map(Workload::of),
                        all(Job.class).stream().map(Workload::of))
                .flatMap(workloads -> workloads)
                .toList();
    }

    /** The servers. */
    Workload api() {
        return workload("Deployment", "sallyport");
    }

    Workload migration() {
        return workload("Job", "sallyport-migration");
    }

    Optional<Workload> findWorkload(String name) {
        return workloads().stream().filter(one -> one.name().equals(name)).findFirst();
    }

    private Workload workload(String kind, String name) {
        return workloads().stream()
                .filter(one -> one.owner().getKind().equals(kind) && one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no " + kind + " " + name));
    }

    /** What Sallyport is configured with: the ConfigMap that its container takes its environment from. */
    ConfigMap settings(Workload workload) {
        String name =
                workload.container().getEnvFrom().getFirst().getConfigMapRef().getName();
        return find(ConfigMap.class, workload.namespace(), name)
                .orElseThrow(() -> new IllegalArgumentException("there is no ConfigMap " + name));
    }
}
