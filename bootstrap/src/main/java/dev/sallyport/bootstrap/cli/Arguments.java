package dev.sallyport.bootstrap.cli;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.audit.StatedReason;
import dev.sallyport.domain.parsing.Parsed;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.TypeConversionException;

/** What is typed behind a command. */
final class Arguments {
    private Arguments() {}

    /** An option that is there or not. */
    static OptionSpec flag(String name, String description) {
        return OptionSpec.builder(name)
                .type(boolean.class)
                .description(description)
                .build();
    }

    /** Whether what is found is printed for scripts. */
    static OptionSpec json() {
        return flag("--json", "Prints JSON, for scripts.");
    }

    /** Why it is done, for the audit trail. */
    static OptionSpec reason() {
        return option(
                "--reason",
                "TEXT",
                StatedReason.class,
                StatedReason::parse,
                "that cannot be a reason. Give one line of at most 500 characters.",
                "Why, for the audit trail.");
    }

    /** An address. */
    static OptionSpec.Builder email(String description) {
        return OptionSpec.builder(option(
                "--email",
                "ADDRESS",
                EmailAddress.class,
                EmailAddress::parse,
                "that is not an e-mail address. Give one such as ada@example.com.",
                description));
    }

    /** An option with a text. */
    static OptionSpec option(String name, String label, String description) {
        return OptionSpec.builder(name)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /**
     * An option with a value.
     *
     * @param otherwise what is said if it is none, behind the name of the option
     */
    static <T> OptionSpec option(
            String name,
            String label,
            Class<T> type,
            Function<String, Parsed<T>> parser,
            String otherwise,
            String description) {
        return OptionSpec.builder(name)
                .type(type)
                .paramLabel(label)
                .converters(converter(parser, otherwise))
                .description(description)
                .build();
    }

    /** A text that has to stand at a place behind the command. */
    static PositionalParamSpec positional(int place, String label, String description) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(place))
                .arity("1")
                .required(true)
                .type(String.class)
                .paramLabel(label)
                .description(description)
                .build();
    }

    /** A value that has to stand there. */
    static <T> PositionalParamSpec positional(
            int place,
            String label,
            Class<T> type,
            Function<String, Parsed<T>> parser,
            String otherwise,
            String description) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(place))
                .arity("1")
                .required(true)
                .type(type)
                .paramLabel(label)
                .converters(converter(parser, otherwise))
                .description(description)
                .build();
    }

    private static <T> ITypeConverter<T> converter(Function<String, Parsed<T>> parser, String otherwise) {
        return text -> switch (parser.apply(text)) {
            case Parsed.Valid<T>(var value) -> value;
            case Parsed.Invalid<T>(var flaw) -> throw new TypeConversionException(otherwise);
        };
    }

    static boolean isSet(OptionSpec flag) {
        return Boolean.TRUE.equals(flag.getValue());
    }

    static <T> Optional<T> value(ArgSpec argument) {
        return Optional.ofNullable(argument.<T>getValue());
    }

    /** Of an argument that the command cannot be run without. */
    static <T> T required(ArgSpec argument, Class<T> type) {
        return type.cast(Arguments.<Object>value(argument).orElseThrow());
    }
}
