package dev.sallyport.devtools;

import dev.sallyport.bootstrap.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where a development server keeps what should still be there next time: its database, its master key and its administrator's
 * password. One server at a time has it; nobody but its owner can read it.
 */
final class DevDirectory implements AutoCloseable {
    private final Path path;
    private final boolean ephemeral;
    private final FileChannel lock;
    private final Map<String, String> inMemory = new HashMap<>();

    private DevDirectory(Path path, boolean ephemeral, FileChannel lock) {
        this.path = path;
        this.ephemeral = ephemeral;
        this.lock = lock;
    }

    /**
     * The one of that working directory.
     *
     * @throws CannotStart if another development server has it, or it cannot be written to
     */
    static DevDirectory kept(Path workingDirectory) {
        Path path = workingDirectory.resolve(".sallyport").toAbsolutePath();
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(path, OwnerOnly.folder());
                // What is in here are secrets, and must not end up in somebody's repository.
                Files.writeString(path.resolve(".gitignore"), "*\n");
            }
            return lock(path, false);
        } catch (IOException failure) {
            throw new CannotStart(
                    path + " cannot be written to. Start in another directory, or with --ephemeral.", failure);
        }
    }

    /** One that is gone when it is closed. Its secrets never leave the memory. */
    static DevDirectory ephemeral() {
        try {
            return lock(Files.createTempDirectory("sallyport-dev-"), true);
        } catch (IOException failure) {
            throw new CannotStart("No temporary directory can be made: " + failure.getMessage() + ".", failure);
        }
    }

    private static DevDirectory lock(Path path, boolean ephemeral) throws IOException {
        FileChannel channel =
                FileChannel.open(path.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            throw new CannotStart(
                    "Another sallyport dev is running in " + path.getParent()
                            + ". Stop it first, or start this one with --ephemeral or in another directory.",
                    null);
        }
        return new DevDirectory(path, ephemeral, channel);
    }

    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }

    Path path() {
        return path;
    }

    /** Whether nothing of it outlives its server. */
    boolean isEphemeral() {
        return ephemeral;
    }

    Path postgresData() {
        return path.resolve("postgres");
    }

    Path postgresLog() {
        return path.resolve("postgres.log");
    }

    /** What is remembered under that name. */
    Optional<String> recall(String name) {
        if (ephemeral) {
            return Optional.ofNullable(inMemory.get(name));
        }
        Path file = path.resolve(name);
        try {
            return Files.exists(file) ? Optional.of(Files.readString(file).strip()) : Optional.empty();
        } catch (IOException failure) {
            throw new CannotStart(file + " cannot be read.", failure);
        }
    }

    /** Remembers a line, whole or not at all, for the owner's eyes only. */
    void remember(String name, String line) {
        if (ephemeral) {
            inMemory.put(name, line);
            return;
        }
        try {
            Path draft = Files.createTempFile(path, name, null, OwnerOnly.file());
            Files.writeString(draft, line + "\n");
            Files.move(draft, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw new UncheckedIOException("cannot write to " + path, failure);
        }
    }

    @Override
    public void close() throws IOException {
        lock.close();
        if (ephemeral) {
            delete();
        }
    }

    private void delete() throws IOException {
        List<Path> deepestFirst;
        try (Stream<Path> all = Files.walk(path)) {
            deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.deleteIfExists(file);
        }
    }
}
