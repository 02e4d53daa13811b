package dev.sallyport.bootstrap;

import dev.sallyport.bootstrap.cli.Commands;
import dev.sallyport.bootstrap.cli.Stop;
import dev.sallyport.bootstrap.cli.World;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;

/** The program. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        World world = new World(
                System.getenv(),
                Files::newInputStream,
                new PrintWriter(System.out, true, StandardCharsets.UTF_8),
                new PrintWriter(System.err, true, StandardCharsets.UTF_8),
                Stop::onSignals);
        System.exit(Commands.of(world).run(arguments));
    }
}
