package dev.sallyport.devtools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.bootstrap.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PrivateCacheTest {
    private static final Path HOME = Path.of("/home/ada");

    @TempDir
    private Path directory;

    @Test
    void isWhereTheUsersProgramsKeepSuchThings() {
        assertThat(PrivateCache.folder(Map.of(), HOME, false)).hasToString("/home/ada/.cache/sallyport");
        assertThat(PrivateCache.folder(Map.of(), HOME, true)).hasToString("/home/ada/Library/Caches/sallyport");
        assertThat(PrivateCache.folder(Map.of("XDG_CACHE_HOME", "/caches/ada"), HOME, false))
                .hasToString("/caches/ada/sallyport");
        assertThat(PrivateCache.folder(Map.of("XDG_CACHE_HOME", "relative"), HOME, false))
                .hasToString("/home/ada/.cache/sallyport");
    }

    @Test
    void isMadeForItsOwnerAlone() throws IOException {
        Path folder = directory.resolve("cache/sallyport");

        PrivateCache.require(folder);
        PrivateCache.require(folder);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder)))
                .isEqualTo("rwx------");
        assertThat(folder).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rwx----w-", "rwx-w----", "rwxr-xr-x"})
    void isNotUsedIfItIsOpenToOthers(String permissions) throws IOException {
        Path folder = Files.createDirectory(directory.resolve("sallyport"));
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString(permissions));

        assertThatThrownBy(() -> PrivateCache.require(folder))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(folder + " is open to other users");
    }

    @Test
    void isNotALinkToWhereSomebodyElseLikes() throws IOException {
        Path folder = directory.resolve("sallyport");
        Files.createSymbolicLink(folder, Files.createDirectory(directory.resolve("elsewhere")));

        assertThatThrownBy(() -> PrivateCache.require(folder))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("is not a folder");
    }

    @Test
    void saysHowToGetOneWhereNoneCanBeMade() throws IOException {
        Path file = Files.createFile(directory.resolve("file"));

        assertThatThrownBy(() -> PrivateCache.require(file.resolve("sallyport")))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining("XDG_CACHE_HOME");
    }
}
