package dev.sallyport.deployment.kubernetes;

import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.KeyToPath;
import io.fabric8.kubernetes.api.model.Secret;
import io.fabric8.kubernetes.api.model.SecretVolumeSource;
import io.fabric8.kubernetes.api.model.Volume;
import io.fabric8.kubernetes.api.model.VolumeMount;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Secrets come from Secrets, as files. */
final class SecretRules {
    private static final String FILE = "_FILE";

    private SecretRules() {}

    static List<String> problems(Cluster cluster) {
        List<String> problems = new ArrayList<>();
        for (ConfigMap map : cluster.all(ConfigMap.class)) {
            map.getData().forEach((name, value) -> {
                if (SettingsPage.isSecret(name) || value.matches(".*//[^/]*:[^/]*@.*")) {
                    problems.add("ConfigMap " + map.getMetadata().getName() + " shows a secret: " + name);
                }
            });
        }
        for (Workload workload : cluster.workloads()) {
            for (EnvVar variable : workload.container().getEnv()) {
                check(cluster, workload, variable, problems);
            }
        }
        return problems;
    }

    private static void check(Cluster cluster, Workload workload, EnvVar variable, List<String> problems) {
        String name = variable.getName();
        if (SettingsPage.isSecret(name) || variable.getValueFrom() != null) {
            problems.add(workload + " has a secret in its environment: " + name);
        }
        if (name.endsWith(FILE) && !isThere(cluster, workload, variable.getValue())) {
            problems.add(workload + " has no such file: " + name);
        }
    }

    private static boolean isThere(Cluster cluster, Workload workload, String file) {
        int slash = file.lastIndexOf('/');
        String folder = file.substring(0, slash);
        String key = file.substring(slash + 1);
        Optional<SecretVolumeSource> source = workload.container().getVolumeMounts().stream()
                .filter(mount -> mount.getMountPath().equals(folder) && Boolean.TRUE.equals(mount.getReadOnly()))
                .map(mount -> volume(workload, mount))
                .flatMap(Optional::stream)
                .findFirst()
                .map(Volume::getSecret);
        return source.filter(secret -> isIn(cluster, workload, secret, key)).isPresent();
    }

    private static Optional<Volume> volume(Workload workload, VolumeMount mount) {
        return workload.pod().getVolumes().stream()
                .filter(volume -> volume.getName().equals(mount.getName()))
                .findFirst();
    }

    /** A Secret that somebody else makes is taken to have what it should. */
    private static boolean isIn(Cluster cluster, Workload workload, SecretVolumeSource source, String key) {
        List<String> chosen = source.getItems().stream().map(KeyToPath::getPath).toList();
        return (chosen.isEmpty() || chosen.contains(key))
                && cluster.find(Secret.class, workload.namespace(), source.getSecretName())
                        .map(secret -> secret.getData().containsKey(key))
                        .orElse(cluster.all(Secret.class).isEmpty());
    }

    /** Those that an installation brings along. */
    static List<String> made(Cluster cluster) {
        return cluster.all(Secret.class).stream()
                .map(HasMetadata::getMetadata)
                .map(metadata -> metadata.getNamespace() + "/" + metadata.getName())
                .toList();
    }
}
