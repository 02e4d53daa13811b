package dev.sallyport.devtools;

import dev.sallyport.bootstrap.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Where a development server keeps what should still be there next time: its database, its master key and its administrator's
 * password. One server at a time has it; nobody but its owner can read it.
 */
final class DevDirectory implements AutoCloseable {
    static final String POSTGRES_DATA = "postgres";

    private static final String EPHEMERAL = "sallyport-dev-";

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

    /**
     * One that is gone when it is closed, or else when the next one is made. What it remembers never leaves the memory.
     *
     * @param parent where it is made
     */
    static DevDirectory ephemeral(Path parent) {
        try {
            DevDirectory directory = lock(Files.createTempDirectory(parent, EPHEMERAL), true);
            LeftoverDirectories.sweep(directory.path, EPHEMERAL);
            return directory;
        } catch (IOException failure) {
            throw new CannotStart("No temporary directory can be made: " + failure.getMessage() + ".", failure);
        }
    }

    private static DevDirectory lock(Path path, boolean ephemeral) throws IOException {
        return DirectoryLock.take(path)
                .map(lock -> new DevDirectory(path, ephemeral, lock))
                .orElseThrow(() -> new CannotStart(
                        "Another sallyport dev is running in " + path.getParent()
                                + ". Stop it first, or start this one beside it, on ports and data of its own:\n"
                                + "PORT=0 MANAGEMENT_PORT=0 STUDIO_PORT=0 ./sallyport dev --ephemeral",
                        null));
    }

    Path path() {
        return path;
    }

    /** Whether nothing of it outlives its server. */
    boolean isEphemeral() {
        return ephemeral;
    }

    Path postgresData() {
        return path.resolve(POSTGRES_DATA);
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
            FileTree.delete(path);
        }
    }
}
