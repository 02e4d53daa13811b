package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.parsing.Parsed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/** Reads the parts of a YAML file strictly. What is wrong is noted, and reading goes on. */
final class YamlNodes {
    private final YamlFaults faults;

    YamlNodes(YamlFaults faults) {
        this.faults = faults;
    }

    /** The members of a mapping that has no others than these. */
    Map<String, Node> members(Node node, String what, Set<String> known) {
        Map<String, Node> members = new LinkedHashMap<>();
        if (!(node instanceof MappingNode mapping)) {
            faults.add(node, what + " has to be a mapping");
            return members;
        }
        refuseTag(mapping, Tag.MAP, what);
        for (NodeTuple member : mapping.getValue()) {
            Node key = member.getKeyNode();
            Optional<String> name = text(key);
            if (name.isEmpty() || !known.contains(name.get())) {
                faults.add(
                        key,
                        what + " has no such member; it may have "
                                + String.join(", ", known.stream().sorted().toList()));
            } else if (members.put(name.get(), member.getValueNode()) != null) {
                faults.add(key, name.get() + " is there twice");
            }
        }
        return members;
    }

    /** The items of a list; none if it is not there. */
    List<Node> items(@Nullable Node node, String what) {
        if (node == null) {
            return List.of();
        }
        if (node instanceof SequenceNode sequence) {
            refuseTag(sequence, Tag.SEQ, what);
            return sequence.getValue();
        }
        faults.add(node, what + " has to be a list");
        return List.of();
    }

    /** A tag would say that it is something else. */
    private void refuseTag(Node node, Tag plain, String what) {
        if (!node.getTag().equals(plain)) {
            faults.add(node, what + " must not have a tag");
        }
    }

    /** A value that has to be a member. */
    <T> Optional<T> required(Node owner, Map<String, Node> members, String name, Function<String, Parsed<T>> parser) {
        Node node = members.get(name);
        if (node == null) {
            faults.add(owner, name + " is missing");
        }
        return optional(node, name, parser);
    }

    /** A value, if there is one. */
    <T> Optional<T> optional(@Nullable Node node, String what, Function<String, Parsed<T>> parser) {
        if (node == null) {
            return Optional.empty();
        }
        Optional<String> text = text(node);
        if (text.isEmpty()) {
            faults.add(node, what + " has to be a text; put it in quotes");
            return Optional.empty();
        }
        return switch (parser.apply(text.get())) {
            case Parsed.Valid<T>(var value) -> Optional.of(value);
            case Parsed.Invalid<T>(var flaw) -> {
                faults.add(node, what + " is " + flaw.code());
                yield Optional.empty();
            }
        };
    }

    private static Optional<String> text(Node node) {
        return node instanceof ScalarNode scalar && scalar.getTag().equals(Tag.STR)
                ? Optional.of(scalar.getValue())
                : Optional.empty();
    }
}
