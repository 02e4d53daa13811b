package dev.sallyport.devtools;

import dev.sallyport.bootstrap.cli.Commands;
import dev.sallyport.bootstrap.cli.Stop;
import dev.sallyport.bootstrap.cli.World;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.ISetter;
import picocli.CommandLine.Model.OptionSpec;

/** The program for development. */
public final class DevMain {
    private DevMain() {}

    public static void main(String[] arguments) {
        World world = new World(
                System.getenv(),
                Files::newInputStream,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Stop::onSignals);
        System.exit(commands(world, Path.of("")).run(arguments));
    }

    static Commands commands(World world, Path workingDirectory) {
        Dev dev = new Dev(world, workingDirectory);
        CommandSpec command = Commands.command(
                "dev", "Runs the whole server on an embedded PostgreSQL, mail caught in an inbox.", dev);
        command.addOption(OptionSpec.builder("--ephemeral")
                .type(boolean.class)
                .arity("0")
                .description("Keeps nothing: a throw-away directory instead of .sallyport/ in the working directory.")
                .setter(ephemeral(dev))
                .build());
        CommandSpec root = Commands.command("sallyport", "Sallyport, for development.", () -> 0)
                .addSubcommand("dev", command);
        return Commands.of(root, world);
    }

    private static ISetter ephemeral(Dev dev) {
        return new ISetter() {
            @Override
            public <T> @Nullable T set(T wanted) {
                dev.setEphemeral(Boolean.TRUE.equals(wanted));
                return null;
            }
        };
    }
}
