package dev.sallyport.devtools;

import java.nio.file.FileSystems;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;

/** The permissions of files and folders that are nobody else's business, where there are such. */
final class OwnerOnly {
    private OwnerOnly() {}

    static boolean isSupported() {
        return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    }

    static FileAttribute<?>[] folder() {
        return of("rwx------");
    }

    static FileAttribute<?>[] file() {
        return of("rw-------");
    }

    private static FileAttribute<?>[] of(String permissions) {
        return isSupported()
                ? new FileAttribute<?>[] {
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))
                }
                : new FileAttribute<?>[0];
    }
}
