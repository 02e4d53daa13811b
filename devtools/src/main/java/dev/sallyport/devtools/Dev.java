package dev.sallyport.devtools;

import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.Server;
import dev.sallyport.bootstrap.cli.Stop;
import dev.sallyport.bootstrap.cli.World;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.ServerSettings;
import dev.sallyport.bootstrap.logging.Logging;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.mail.BundledMailTemplates;
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
        try (DevDirectory directory = ephemeral
                ? DevDirectory.ephemeral(Path.of(System.getProperty("java.io.tmpdir")))
                : DevDirectory.kept(workingDirectory)) {
            DevEnvironment environment = new DevEnvironment(world.environment());
            String masterKey = DevSecrets.masterKey(directory);
            Configuration wishes = Configuration.parse(environment.with(DATABASE_TO_COME, masterKey), world.files());
            Logging.start(wishes.server().logFormat(), wishes.server().logLevel());
            Logging.hush("io.zonky");
            DevPorts ports = DevPorts.check(wishes);
            try (DevPostgres postgres = DevPostgres.start(
                            directory,
                            PrivateCache.folder(world.environment()),
                            wishes.development().postgresPort());
                    Studio studio = Studio.start(wishes.development().studioPort(), postgres::connectBrowser)) {
                Configuration configuration =
                        Configuration.parse(environment.with(postgres.url(), masterKey, ports), world.files());
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
        LocalHosts hosts = LocalHosts.with(configuration.server().publicUrl());
        String health = healthUrl(configuration.server());
        MailFrame frame = new MailFrame(configuration.mail().branding().logo());
        BundledMailTemplates templates = configuration.mailTemplates();
        List<RouteGroup> extra = List.of(
                new DevPage(hosts, studio.url(), health),
                new DevAssets(),
                new InboxRoutes(inbox, hosts, frame, DevMail.source(configuration)),
                new GalleryRoutes(templates, templates.languages(), hosts, frame));
        try (SallyportSystem system = SallyportSystem.start(configuration, inbox)) {
            String administrator =
                    new DevAdministrator(system.sallyport().createAdministrator(), configuration, directory).seed();
            try (Server server = Server.start(configuration, system, extra);
                    inbox) {
                tell(server, health, studio, postgres, administrator, directory);
                stop.await();
            }
        }
    }

    private static String healthUrl(ServerSettings settings) {
        String host = reachable(settings.host());
        return "http://" + host + ":" + settings.managementPort() + "/health/ready";
    }

    /** The host by which this machine reaches what listens there. */
    private static String reachable(String host) {
        if (List.of("0.0.0.0", "::", "127.0.0.1", "::1").contains(host)) {
            return "localhost";
        }
        return host.indexOf(':') < 0 ? host : "[" + host + "]";
    }

    private void tellUnused(List<String> unused) {
        if (!unused.isEmpty()) {
            world.out().println("Not used, since `dev` has its own: " + String.join(", ", unused) + ".");
        }
    }

    private void tell(
            Server server,
            String health,
            Studio studio,
            DevPostgres postgres,
            String administrator,
            DevDirectory directory) {
        PrintWriter out = world.out();
        out.println();
        out.println("  API            " + server.url() + "/api/v1");
        out.println("  Documentation  " + server.url() + "/docs");
        out.println("  Health         " + health);
        out.println("  Overview       " + server.url() + "/dev");
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
