package dev.sallyport.deployment.kubernetes;

import java.util.List;
import java.util.stream.Stream;

/** What has to hold of every installation. */
final class Rules {
    private Rules() {}

    /** What does not, in words. */
    static List<String> problems(Cluster cluster) {
        return Stream.of(
                        NamespaceRules.problems(cluster),
                        PodRules.problems(cluster),
                        ProbeRules.problems(cluster),
                        SecretRules.problems(cluster),
                        SettingRules.problems(cluster),
                        SelectorRules.problems(cluster),
                        NetworkRules.problems(cluster),
                        ScalingRules.problems(cluster),
                        ReleaseRules.problems(cluster))
                .flatMap(List::stream)
                .toList();
    }
}
