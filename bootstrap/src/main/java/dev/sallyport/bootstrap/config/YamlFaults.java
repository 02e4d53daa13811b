package dev.sallyport.bootstrap.config;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.nodes.Node;

/** All that is wrong with a YAML file, in the order in which it was found. */
final class YamlFaults {
    private final List<String> faults = new ArrayList<>();

    void add(Node at, String what) {
        faults.add("line " + (at.getStartMark().getLine() + 1) + ": " + what);
    }

    void throwIfAny() throws DeclarationYaml.Faulty {
        if (!faults.isEmpty()) {
            throw new DeclarationYaml.Faulty(String.join("; ", faults));
        }
    }
}
