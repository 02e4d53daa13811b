package dev.sallyport.devtools;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoverDirectoriesTest {
    @TempDir
    private Path parent;

    private Path directory(String name, String owner) throws IOException {
        Path directory = Files.createDirectories(parent.resolve(name));
        Files.createFile(directory.resolve("lock"));
        Files.writeString(directory.resolve("owner"), owner);
        Files.createDirectory(directory.resolve("postgres"));
        return directory;
    }

    private static String deadProcess() throws IOException, InterruptedException {
        Process process = new ProcessBuilder("true").start();
        process.waitFor();
        return Long.toString(process.pid());
    }

    @Test
    void areDeletedByTheNextThrowAwayServer() throws Exception {
        Path leftover = directory("sallyport-dev-1", deadProcess());
        Path kept = Files.createFile(parent.resolve("kept"));
        Files.createSymbolicLink(leftover.resolve("link"), kept);

        try (DevDirectory next = DevDirectory.ephemeral(parent)) {
            assertThat(next.path()).isDirectory();
        }

        assertThat(parent).isDirectoryContaining(kept::equals).isDirectoryNotContaining(leftover::equals);
    }

    @Test
    void areThoseOfTheDeadAlone() throws Exception {
        Path living = directory(
                "sallyport-dev-1", Long.toString(ProcessHandle.current().pid()));
        Path beingMade = directory("sallyport-dev-2", "");
        Path somethingElse = directory("another-dev-3", deadProcess());
        Path elsewhere = directory("elsewhere/target", deadProcess());
        Path link = Files.createSymbolicLink(parent.resolve("sallyport-dev-4"), elsewhere);

        try (DevDirectory running = DevDirectory.ephemeral(parent);
                DevDirectory next = DevDirectory.ephemeral(parent)) {
            assertThat(running.path()).isDirectory();
            assertThat(next.path()).isDirectory();
        }

        assertThat(living).isDirectory();
        assertThat(beingMade).isDirectory();
        assertThat(somethingElse).isDirectory();
        assertThat(link).isDirectory();
    }

    @Test
    void takeTheirPostgresWithThem() throws Exception {
        killedRun();
        Path leftover = onlyDirectory();
        ProcessHandle postgres = ProcessHandle.of(
                        Long.parseLong(Files.readAllLines(leftover.resolve("postgres/postmaster.pid"))
                                .getFirst()))
                .orElseThrow();

        assertThat(postgres.info().command()).isPresent();
        DevDirectory.ephemeral(parent).close();

        assertThat(leftover).doesNotExist();
        // A dead process that nobody collects has no command.
        assertThat(postgres.info().command()).isEmpty();
    }

    private Path onlyDirectory() throws IOException {
        try (var all = Files.newDirectoryStream(parent, "sallyport-dev-*")) {
            return all.iterator().next();
        }
    }

    private void killedRun() throws IOException, InterruptedException {
        ProcessBuilder command = new ProcessBuilder(
                ProcessHandle.current().info().command().orElseThrow(),
                "-Djava.io.tmpdir=" + parent,
                "-cp",
                System.getProperty("java.class.path"),
                DevMain.class.getName(),
                "dev",
                "--ephemeral");
        command.redirectErrorStream(true).environment().putAll(RunningDev.FREE_PORTS);
        Process dev = command.start();
        try (BufferedReader out = dev.inputReader()) {
            assertThat(out.lines().anyMatch(line -> line.contains("Sallyport is ready")))
                    .isTrue();
        } finally {
            dev.destroyForcibly().waitFor();
        }
    }
}
