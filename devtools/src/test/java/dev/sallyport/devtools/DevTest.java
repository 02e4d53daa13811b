package dev.sallyport.devtools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevTest {
    @TempDir
    private Path directory;

    @Test
    void keepsItsDataForTheNextRunAlsoIfItIsKilled() throws Exception {
        String administrator;
        try (RunningDev first = RunningDev.start(directory, Map.of())) {
            first.register("ada@example.org");
            administrator = first.told("Administrator");
            assertThat(durability(first)).containsExactly("on", "on");

            RunningDev second = RunningDev.run(directory, Map.of(), "dev");

            assertThat(second.exitCode()).isEqualTo(1);
            assertThat(second.err())
                    .contains("Another sallyport dev is running in " + directory)
                    .contains("PORT=0 MANAGEMENT_PORT=0 STUDIO_PORT=0 ./sallyport dev --ephemeral");
        }
        assertThat(permissions("master-key")).isEqualTo("rw-------");
        assertThat(permissions("postgres-password")).isEqualTo("rw-------");
        assertThat(permissions("admin-password")).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.resolve(".sallyport"))))
                .isEqualTo("rwx------");
        String leftover = killedRun();

        try (RunningDev next = RunningDev.start(directory, Map.of())) {
            assertThat(postmaster()).isNotEqualTo(leftover);
            assertThat(next.told("Administrator")).isEqualTo(administrator + " unless it was changed");
            assertThat(next.signIn("ada@example.org", "correct horse battery staple"))
                    .isEqualTo(200);
            String password = administrator.substring(administrator.lastIndexOf(' ') + 1);
            assertThat(password).hasSizeGreaterThanOrEqualTo(20);
            assertThat(next.signIn("admin@example.com", password)).isEqualTo(200);
        }
        assertThat(directory.resolve(".sallyport/postgres/postmaster.pid")).doesNotExist();
    }

    /** What PostgreSQL wrote about itself in a run that could not stop it. */
    private String killedRun() throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-cp",
                System.getProperty("java.class.path"),
                DevMain.class.getName(),
                "dev");
        command.directory(directory.toFile()).redirectErrorStream(true);
        command.environment().putAll(RunningDev.FREE_PORTS);
        Process dev = command.start();
        try (BufferedReader out = dev.inputReader()) {
            assertThat(out.lines().anyMatch(line -> line.contains("Sallyport is ready")))
                    .isTrue();
        } finally {
            dev.destroyForcibly().waitFor();
        }
        return postmaster();
    }

    private String postmaster() throws IOException {
        return Files.readString(directory.resolve(".sallyport/postgres/postmaster.pid"));
    }

    private static List<String> durability(RunningDev dev) throws SQLException {
        return List.of(shown(dev, "fsync"), shown(dev, "synchronous_commit"));
    }

    private static String shown(RunningDev dev, String parameter) throws SQLException {
        try (Connection connection = DriverManager.getConnection(RunningDev.jdbcUrl(dev.told("PostgreSQL")));
                ResultSet shown = connection.createStatement().executeQuery("SHOW " + parameter)) {
            shown.next();
            return shown.getString(1);
        }
    }

    private String permissions(String file) throws IOException {
        return PosixFilePermissions.toString(
                Files.getPosixFilePermissions(directory.resolve(".sallyport").resolve(file)));
    }

    @Test
    void catchesTheLinkThatReplacesALostPassword() {
        try (RunningDev dev = RunningDev.start(directory, Map.of(), "--ephemeral")) {
            dev.register("ada@example.org");

            dev.resetPassword("ada@example.org", "seven unlikely purple giraffes");

            assertThat(dev.signIn("ada@example.org", "correct horse battery staple"))
                    .isEqualTo(401);
            assertThat(dev.signIn("ada@example.org", "seven unlikely purple giraffes"))
                    .isEqualTo(200);
        }
    }

    @Test
    void leavesNothingBehindIfItIsEphemeral() throws SQLException {
        Path data;

        try (RunningDev dev = RunningDev.start(
                directory,
                Map.of("MASTER_KEY", "of another server", "DEV_ADMIN_PASSWORD", "a password of my own choice"),
                "--ephemeral")) {
            assertThat(dev.out()).contains("Not used, since `dev` has its own: MASTER_KEY.");
            assertThat(dev.told("Administrator")).doesNotContain("a password of my own choice");
            assertThat(dev.signIn("admin@example.com", "a password of my own choice"))
                    .isEqualTo(200);
            HttpResponse<String> overview = dev.send(HttpRequest.newBuilder(URI.create(dev.told("Overview"))));
            assertThat(overview.body())
                    .contains(dev.told("Data browser"))
                    .contains(dev.told("Health"))
                    .contains("dev/mail");
            assertThat(dev.send(HttpRequest.newBuilder(URI.create(dev.told("Health"))))
                            .statusCode())
                    .isEqualTo(200);
            assertThat(dev.out()).containsPattern("Sallyport is ready on http://localhost:[0-9]+ \\([0-9.]+ s\\)\\R$");
            data = Path.of(shown(dev, "data_directory"));
            assertThat(data).isDirectory();
        }

        assertThat(directory).isEmptyDirectory();
        assertThat(data.getParent()).doesNotExist();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PORT", "MANAGEMENT_PORT", "STUDIO_PORT", "DEV_POSTGRES_PORT"})
    void namesTheSettingOfAPortThatIsInUse(String setting) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RunningDev dev = RunningDev.run(directory, Map.of(setting, Integer.toString(taken.getLocalPort())), "dev");

            assertThat(dev.exitCode()).isEqualTo(1);
            assertThat(dev.err())
                    .contains("Port " + taken.getLocalPort() + " cannot be opened")
                    .contains("choose another by " + setting + ".");
            assertThat(directory.resolve(".sallyport/postgres")).doesNotExist();
        }
    }

    @Test
    void namesAllPortsThatAreInUseAtOnce() throws IOException {
        try (ServerSocket one = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            RunningDev dev = RunningDev.run(
                    directory,
                    Map.of(
                            "PORT", Integer.toString(one.getLocalPort()),
                            "STUDIO_PORT", Integer.toString(other.getLocalPort())),
                    "dev");

            assertThat(dev.exitCode()).isEqualTo(1);
            assertThat(dev.err()).contains("another by PORT.").contains("another by STUDIO_PORT.");
        }
    }

    @Test
    void refusesWhatTheServerWouldRefuse() {
        RunningDev dev = RunningDev.run(directory, Map.of("PASSWORD_MIN_LENGTH", "3"), "dev");

        assertThat(dev.exitCode()).isEqualTo(1);
        assertThat(dev.err()).contains("PASSWORD_MIN_LENGTH");
    }

    @Test
    void saysWhereItCannotKeepItsData() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        RunningDev dev = RunningDev.run(file, Map.of(), "dev");

        assertThat(dev.exitCode()).isEqualTo(1);
        assertThat(dev.err()).contains(file + "/.sallyport cannot be written to");
    }

    @Test
    void explainsItself() {
        RunningDev help = RunningDev.run(directory, Map.of(), "dev", "--help");
        RunningDev misused = RunningDev.run(directory, Map.of(), "dev", "--eternal");

        assertThat(help.exitCode()).isZero();
        assertThat(help.out()).contains("--ephemeral");
        assertThat(misused.exitCode()).isEqualTo(2);
        assertThat(directory).isEmptyDirectory();
    }
}
