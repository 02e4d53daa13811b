package dev.sallyport.deployment;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The source tree as it stands: what is deployed with Sallyport is read from here. */
public final class Repository {
    /** Maven runs a module's tests in that module's folder. */
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private Repository() {}

    /** A file or folder by its path from the root, as in {@code deploy/kubernetes}. */
    public static Path path(String path) {
        return ROOT.resolve(path);
    }

    /** All that a file holds. */
    public static String text(String path) {
        try {
            return Files.readString(path(path));
        } catch (IOException cannotBeRead) {
            throw new UncheckedIOException(cannotBeRead);
        }
    }

    /** The files below a folder whose names end so, in order. */
    public static List<Path> files(String folder, String ending) {
        try (var found = Files.walk(path(folder))) {
            return found.filter(Files::isRegularFile)
                    .filter(file -> file.getFileName().toString().endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException cannotBeRead) {
            throw new UncheckedIOException(cannotBeRead);
        }
    }
}
