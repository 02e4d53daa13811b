package dev.sallyport.bootstrap.config;

import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Keeps values under names, away from this machine. */
@FunctionalInterface
interface ParameterStore {
    /**
     * Looks all of them up at once, and never throws because of what it finds.
     *
     * @param names such as {@code /sallyport/master-key}, perhaps with a version or a label behind a colon
     * @return something for each of the names
     */
    Map<String, Parameter> read(Set<String> names);

    /**
     * The one of AWS. Its SDK takes a while to load, and a program that embeds Sallyport need not have it, so that it is not touched before there
     * is something to look up.
     */
    static ParameterStore ofAws() {
        return names -> {
            try {
                return new AwsParameterStore().read(names);
            } catch (NoClassDefFoundError missing) {
                return forAll(
                        names,
                        new Parameter.Unavailable(
                                "and what could read it is not on the class path",
                                "Add software.amazon.awssdk:ssm and software.amazon.awssdk:url-connection-client to your program, or give"
                                        + " the value itself."));
            }
        };
    }

    /** The same for each of them. */
    static Map<String, Parameter> forAll(Set<String> names, Parameter parameter) {
        return names.stream().collect(Collectors.toMap(Function.identity(), name -> parameter));
    }
}
