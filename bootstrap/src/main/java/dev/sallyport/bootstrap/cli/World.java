package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.config.TextFiles;
import java.io.PrintWriter;
import java.util.Map;
import java.util.function.Supplier;

/**
 * What a command sees of the world.
 *
 * @param out for what was asked for
 * @param err for what went wrong
 * @param stop installed by commands that run until they are stopped
 */
public record World(
        Map<String, String> environment,
        TextFiles files,
        PrintWriter out,
        PrintWriter err,
        Supplier<Stop> stop,
        Keyboard keyboard) {
    /** With the keyboard of the program. */
    public World(
            Map<String, String> environment, TextFiles files, PrintWriter out, PrintWriter err, Supplier<Stop> stop) {
        this(environment, files, out, err, stop, Keyboard.ofTheProgram());
    }
}
