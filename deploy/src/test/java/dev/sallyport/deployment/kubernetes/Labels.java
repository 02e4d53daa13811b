package dev.sallyport.deployment.kubernetes;

import io.fabric8.kubernetes.api.model.LabelSelector;
import java.util.Map;

/** Who is meant by a selector. */
final class Labels {
    private Labels() {}

    /** An empty selector means everybody. */
    static boolean select(LabelSelector selector, Map<String, String> labels) {
        if (!selector.getMatchExpressions().isEmpty()) {
            throw new IllegalArgumentException("not understood: " + selector);
        }
        return selector.getMatchLabels() == null || select(selector.getMatchLabels(), labels);
    }

    static boolean select(Map<String, String> selector, Map<String, String> labels) {
        return labels.entrySet().containsAll(selector.entrySet());
    }
}
