package dev.sallyport.deployment.kubernetes;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.StatefulSet;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A resource that runs pods of one kind. */
record Workload(HasMetadata owner, PodTemplateSpec template) {
    static Workload of(Deployment deployment) {
        return new Workload(deployment, deployment.getSpec().getTemplate());
    }

    static Workload of(StatefulSet set) {
        return new Workload(set, set.getSpec().getTemplate());
    }

    static Workload of(Job job) {
        return new Workload(job, job.getSpec().getTemplate());
    }

    String namespace() {
        return owner.getMetadata().getNamespace();
    }

    String name() {
        return owner.getMetadata().getName();
    }

    Map<String, String> labels() {
        return template.getMetadata().getLabels();
    }

    PodSpec pod() {
        return template.getSpec();
    }

    /** The only one. */
    Container container() {
        List<Container> containers = pod().getContainers();
        if (containers.size() != 1 || !pod().getInitContainers().isEmpty()) {
            throw new IllegalArgumentException(this + " has several containers, which the rules do not expect");
        }
        return containers.getFirst();
    }

    boolean runsForEver() {
        return !(owner instanceof Job);
    }

    boolean isSallyport() {
        return container().getImage().startsWith("ghcr.io/sallyport/sallyport");
    }

    Optional<ContainerPort> port(IntOrString port) {
        return container().getPorts().stream()
                .filter(one -> one.getName().equals(port.getStrVal())
                        || one.getContainerPort().equals(port.getIntVal()))
                .findFirst();
    }

    @Override
    public String toString() {
        return owner.getKind() + " " + namespace() + "/" + name();
    }
}
