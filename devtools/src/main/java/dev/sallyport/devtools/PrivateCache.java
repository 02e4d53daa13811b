package dev.sallyport.devtools;

import dev.sallyport.bootstrap.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.UserPrincipal;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/**
 * The folder for programs that are unpacked once and run at every start. Whoever could write there would have theirs run instead, so
 * it is its owner's alone.
 */
final class PrivateCache {
    private static final Set<PosixFilePermission> OF_OTHERS =
            EnumSet.range(PosixFilePermission.GROUP_READ, PosixFilePermission.OTHERS_EXECUTE);

    private PrivateCache() {}

    /** Where the user's programs keep what can be had again (XDG Base Directory Specification; Apple's File System Programming Guide). */
    static Path folder(Map<String, String> environment, Path home, boolean mac) {
        // To the specification, a relative path is none.
        Path wished = Path.of(environment.getOrDefault("XDG_CACHE_HOME", ""));
        Path usual = home.resolve(mac ? Path.of("Library", "Caches") : Path.of(".cache"));
        return (wished.isAbsolute() ? wished : usual).resolve("sallyport");
    }

    /** The one of whoever runs this. */
    static Path folder(Map<String, String> environment) {
        boolean mac = System.getProperty("os.name").startsWith("Mac");
        return folder(environment, Path.of(System.getProperty("user.home")), mac);
    }

    /**
     * Makes it if it is missing.
     *
     * @throws CannotStart if it cannot be made, or could be another's
     */
    static void require(Path folder) {
        try {
            if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
                Files.createDirectories(folder.getParent());
                Files.createDirectory(folder, OwnerOnly.folder());
            }
            if (OwnerOnly.isSupported()) {
                requireOwn(folder);
            }
        } catch (IOException failure) {
            throw new CannotStart(
                    folder + " cannot be used to unpack PostgreSQL: " + failure.getMessage()
                            + ". Let XDG_CACHE_HOME name a folder of your own.",
                    failure);
        }
    }

    private static void requireOwn(Path folder) throws IOException {
        var found = Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        if (!found.isDirectory()) {
            throw refused(folder, "is not a folder");
        }
        if (found.permissions().stream().anyMatch(OF_OTHERS::contains)) {
            throw refused(folder, "is open to other users");
        }
        if (!found.owner().equals(whoWeAre(folder))) {
            throw refused(folder, "is another user's");
        }
    }

    /** Not by name, which not every user has in a container. */
    private static UserPrincipal whoWeAre(Path folder) throws IOException {
        Path ours = Files.createTempFile(folder, "owner", null);
        try {
            return Files.getOwner(ours, LinkOption.NOFOLLOW_LINKS);
        } finally {
            Files.delete(ours);
        }
    }

    private static CannotStart refused(Path folder, String reason) {
        return new CannotStart(
                folder + " " + reason + ", so what is run from there may not be ours. Delete it, or make it yours "
                        + "alone (chmod 700).",
                null);
    }
}
