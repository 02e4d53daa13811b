package dev.sallyport.devtools;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.UserPrincipal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The throw-away directories of earlier development servers that were killed before they could throw them away. */
final class LeftoverDirectories {
    private static final Logger LOG = LoggerFactory.getLogger(LeftoverDirectories.class);

    private LeftoverDirectories() {}

    /**
     * Ends what still runs there and deletes them. Others' are left alone, and so are those in use.
     *
     * @param own one that is ours and in use, beside which they are
     * @param prefix of their names
     */
    static void sweep(Path own, String prefix) {
        try (DirectoryStream<Path> candidates = Files.newDirectoryStream(own.getParent(), prefix + "*")) {
            UserPrincipal us = Files.getOwner(own);
            for (Path candidate : candidates) {
                if (Files.isDirectory(candidate, LinkOption.NOFOLLOW_LINKS)
                        && Files.getOwner(candidate, LinkOption.NOFOLLOW_LINKS).equals(us)) {
                    sweep(candidate);
                }
            }
        } catch (IOException | RuntimeException failure) {
            // They are in nobody's way.
            LOG.warn("what an earlier run left behind could not be deleted", failure);
        }
    }

    private static void sweep(Path directory) throws IOException {
        // One whose owner is not known is only just being made.
        if (!DirectoryLock.isOwnerDead(directory)) {
            return;
        }
        try (FileChannel channel = FileChannel.open(
                directory.resolve(DirectoryLock.NAME), LinkOption.NOFOLLOW_LINKS, StandardOpenOption.WRITE)) {
            if (DirectoryLock.isLocked(channel)) {
                LeftoverPostgres.end(directory.resolve(DevDirectory.POSTGRES_DATA));
                FileTree.delete(directory);
            }
        }
    }
}
