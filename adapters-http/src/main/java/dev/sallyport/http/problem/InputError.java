package dev.sallyport.http.problem;

import java.util.List;

/**
 * One thing that is wrong with a body or a query.
 *
 * @param pointer which member, as a JSON pointer (RFC 6901), empty for the whole body; or which parameter, as {@code ?limit}
 * @param code the stable, kebab-case name of what is wrong
 * @param arguments what the sentence about it mentions; never the value that was sent
 */
public record InputError(String pointer, String code, List<String> arguments) {

    public InputError {
        arguments = List.copyOf(arguments);
    }

    public InputError(String pointer, String code) {
        this(pointer, code, List.of());
    }
}
