package dev.sallyport.devtools;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/** The file by which a development server has a directory to itself. It ends with its server, however that ends. */
final class DirectoryLock {
    static final String NAME = "lock";

    /** Not in the lock itself: some systems let go of a lock when its file is read. */
    private static final String OWNER = "owner";

    private DirectoryLock() {}

    /** The lock of that directory, or nothing if another server has it. */
    static Optional<FileChannel> take(Path directory) throws IOException {
        FileChannel channel =
                FileChannel.open(directory.resolve(NAME), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        if (!isLocked(channel)) {
            channel.close();
            return Optional.empty();
        }
        Files.writeString(
                directory.resolve(OWNER), Long.toString(ProcessHandle.current().pid()));
        return Optional.of(channel);
    }

    /** Whether the lock is now ours. */
    static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException byThisProcess) {
            return false;
        }
    }

    /** Whether a server had that directory of which nothing is left. */
    static boolean isOwnerDead(Path directory) throws IOException {
        Path owner = directory.resolve(OWNER);
        try {
            return Files.isRegularFile(owner, LinkOption.NOFOLLOW_LINKS)
                    && ProcessHandle.of(Long.parseLong(Files.readString(owner)))
                            .filter(ProcessHandle::isAlive)
                            .isEmpty();
        } catch (NumberFormatException notYetWritten) {
            return false;
        }
    }
}
