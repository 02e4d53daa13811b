package dev.sallyport.devtools;

import dev.sallyport.bootstrap.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The PostgreSQL of an earlier development server that was killed before it could stop its own. */
final class LeftoverPostgres {
    private static final Duration LONGEST_GOODBYE = Duration.ofSeconds(10);
    private static final Duration LOOK_AGAIN = Duration.ofMillis(20);

    private LeftoverPostgres() {}

    /**
     * Ends it if it still runs on that data, and takes away the file by which it tells that it does. Only for whoever has the
     * directory to themselves.
     *
     * @throws CannotStart if it does not end
     */
    static void end(Path data) {
        Path pidFile = data.resolve("postmaster.pid");
        Optional<ProcessHandle> running = running(pidFile, data);
        try {
            if (running.isPresent()) {
                stop(running.get(), pidFile);
            }
            // To PostgreSQL, whatever process has that number now would be one of its own.
            Files.deleteIfExists(pidFile);
        } catch (IOException failure) {
            throw new CannotStart("The PostgreSQL of an earlier run cannot be ended: " + failure.getMessage(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted while the PostgreSQL of an earlier run was ending.", interrupted);
        }
    }

    /** By its fast shutdown, which unlike that of SIGTERM does not wait for clients. */
    private static void stop(ProcessHandle server, Path pidFile) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-INT", Long.toString(server.pid()))
                .inheritIO()
                .start()
                .waitFor(LONGEST_GOODBYE.toSeconds(), TimeUnit.SECONDS);
        long deadline = System.nanoTime() + LONGEST_GOODBYE.toNanos();
        // Its process may linger, dead, where nobody collects the dead; its file goes last of all that it has.
        while (Files.exists(pidFile) && server.isAlive()) {
            if (System.nanoTime() > deadline) {
                throw new CannotStart(
                        "The PostgreSQL of an earlier run (process " + server.pid() + ") does not end. End it.", null);
            }
            Thread.sleep(LOOK_AGAIN);
        }
    }

    private static Optional<ProcessHandle> running(Path pidFile, Path data) {
        if (!Files.exists(pidFile)) {
            return Optional.empty();
        }
        try {
            // Its id is on the first line, its data directory on the second (PostgreSQL, miscinit.c).
            List<String> lines = Files.readAllLines(pidFile);
            long pid = Long.parseLong(lines.getFirst().strip());
            boolean ours = Files.isSameFile(Path.of(lines.get(1).strip()), data);
            return ProcessHandle.of(pid).filter(process -> ours && isPostgres(process));
        } catch (IOException | NumberFormatException | IndexOutOfBoundsException unreadable) {
            // Written by a server that died over it.
            return Optional.empty();
        }
    }

    /** After a restart of the machine, the number may be anybody's. */
    private static boolean isPostgres(ProcessHandle process) {
        return process.info()
                .command()
                .map(command -> Path.of(command).getFileName().toString().startsWith("postgres"))
                .orElse(false);
    }
}
