package dev.sallyport.deployment.serverless;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.deployment.Repository;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.AbstractConstruct;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/** Reads templates, with their functions written out: {@code !Ref Api} is {@code {"Ref": "Api"}}, {@code !Sub x} is {@code {"Fn::Sub": "x"}}. */
final class CloudFormation {
    private static final ObjectMapper JSON = new ObjectMapper();

    private CloudFormation() {}

    static JsonNode template(String path) {
        LoaderOptions options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        Object template = new Yaml(new WithFunctions(options)).load(Repository.text(path));
        return JSON.valueToTree(template);
    }

    private static final class WithFunctions extends SafeConstructor {
        WithFunctions(LoaderOptions options) {
            super(options);
            yamlMultiConstructors.put("!", new AbstractConstruct() {
                @Override
                public Object construct(Node node) {
                    String tag = node.getTag().getValue().substring(1);
                    String function = tag.equals("Ref") || tag.equals("Condition") ? tag : "Fn::" + tag;
                    return Map.of(function, argument(node));
                }
            });
        }

        private Object argument(Node node) {
            return switch (node) {
                case ScalarNode scalar -> scalar.getValue();
                case SequenceNode sequence -> constructSequence(sequence);
                case MappingNode mapping -> constructMapping(mapping);
                default -> throw new IllegalArgumentException("a function of nothing: " + node);
            };
        }
    }
}
