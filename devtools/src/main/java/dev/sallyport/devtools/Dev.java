package dev.sallyport.devtools;

import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.Server;
import dev.sallyport.bootstrap.cli.Stop;
import dev.sallyport.bootstrap.cli.World;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.logging.Logging;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;

/** Runs the whole server with all that it needs, until it is stopped. */
final class Dev implements Callable<Integer> {
    private static final String DATABASE_TO_COME = "postgresql://postgres@localhost/postgres";

    private final World world;
    private final Path workingDirectory;
    private boolean ephemeral;

    Dev(World world, Path workingDirectory) {
        this.world = world;
        this.workingDirectory = workingDirectory;
    }

    void setEphemeral(boolean wanted) {
        ephemeral = wanted;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Stop stop = world.stop().get();
        try (DevDirectory directory = ephemeral ? DevDirectory.ephemeral() : DevDirectory.kept(workingDirectory)) {
            DevEnvironment environment = new DevEnvironment(world.environment());
            String masterKey = DevSecrets.masterKey(directory);
            Configuration wishes = Configuration.parse(environment.with(DATABASE_TO_COME, masterKey), world.files());
            Logging.start(wishes.server().logFormat(), wishes.server().logLevel());
            Logging.hush("io.zonky");
            int port = DevPorts.check(wishes);
            try (DevPostgres postgres =
                            DevPostgres.start(
                            directory,
                            PrivateCache.folder(world.environment()),
                            wishes.development().postgresPort());
                    Studio studio = Studio.start(wishes.development().studioPort(), postgres::connectBrowser)) {
                Configuration configuration =
                        Configuration.parse(environment.with(postgres.url(), masterKey, port), world.files());
                tellUnused(environment.unused());
                run(configuration, directory, postgres, studio, stop);
            }
        }
        return 0;
    }

    private void run(
            Configuration configuration, DevDirectory directory, DevPostgres postgres, Studio studio, Stop stop)
            throws InterruptedException {
        DevInbox inbox = new DevInbox(Clock.systemUTC());
        InboxRoutes inboxRoutes =
                new InboxRoutes(inbox, LocalHosts.with(configuration.server().publicUrl()));
        try (SallyportSystem system = SallyportSystem.start(configuration, inbox)) {
            String administrator =
                    new DevAdministrator(system.sallyport().createAdministrator(), configuration, directory).seed();
            try (Server server = Server.start(configuration, system, List.of(inboxRoutes))) {
                tell(server, studio, postgres, administrator, directory);
                stop.await();
            }
        }
    }

    private void tellUnused(List<String> unused) {
        if (!unused.isEmpty()) {
            world.out().println("Not used, since `dev` has its own: " + String.join(", ", unused) + ".");
        }
    }

    private void tell(
            Server server, Studio studio, DevPostgres postgres, String administrator, DevDirectory directory) {
        PrintWriter out = world.out();
        out.println();
        out.println("  API            " + server.url() + "/api/v1");
        out.println("  Documentation  " + server.url() + "/docs");
        out.println("  Mail           " + server.url() + "/dev/mail");
        out.println("  Data browser   " + studio.url());
        out.println("  PostgreSQL     " + postgres.url());
        out.println("  Administrator  " + administrator);
        out.println("  Data           "
                + (directory.isEphemeral()
                        ? "gone when this stops"
                        : directory.path() + " (delete it to start afresh)"));
        out.println();
        out.println(server.readyLine());
        out.flush();
    }
}
