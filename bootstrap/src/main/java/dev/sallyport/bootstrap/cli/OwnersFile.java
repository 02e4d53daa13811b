package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.CannotStart;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A new file that nobody but its owner may read. */
final class OwnersFile {
    private OwnersFile() {}

    /**
     * Writes it. If that fails, there is no such file.
     *
     * @throws CannotStart if there is one already, or it cannot be written
     */
    static void write(Path file, Consumer<PrintWriter> content) {
        create(file);
        boolean written = false;
        try (PrintWriter out = new PrintWriter(Files.newBufferedWriter(file, StandardCharsets.UTF_8))) {
            content.accept(out);
            out.flush();
            written = !out.checkError();
        } catch (IOException unwritable) {
            throw refused(file, "cannot be written: " + unwritable.getMessage(), unwritable);
        } finally {
            if (!written) {
                remove(file);
            }
        }
        if (!written) {
            throw refused(file, "could not be written to its end.", null);
        }
    }

    private static void create(Path file) {
        try {
            Files.createFile(file, ownersAlone());
        } catch (FileAlreadyExistsException there) {
            throw refused(file, "is there already, and is left as it is. Name another file.", there);
        } catch (IOException unwritable) {
            throw refused(file, "cannot be written: " + unwritable.getMessage(), unwritable);
        }
    }

    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException stays) {
            throw refused(file, "is incomplete, and could not be removed.", stays);
        }
    }

    private static CannotStart refused(Path file, String why, @Nullable Throwable cause) {
        return new CannotStart(file + " " + why, cause);
    }

    private static FileAttribute<?>[] ownersAlone() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"))
                }
                : new FileAttribute<?>[0];
    }
}
