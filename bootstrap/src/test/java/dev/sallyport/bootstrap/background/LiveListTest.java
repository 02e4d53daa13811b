package dev.sallyport.bootstrap.background;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.bootstrap.config.ListedAddresses;
import dev.sallyport.domain.session.AddressRange;
import dev.sallyport.domain.session.AddressRanges;
import dev.sallyport.domain.session.ClientAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LiveListTest {
    private static final ClientAddress LISTED = ClientAddress.of("203.0.113.7");
    private static final ClientAddress OTHER = ClientAddress.of("198.51.100.1");

    @TempDir
    private Path directory;

    private Path file;
    private LogLines log;

    @BeforeEach
    void listen() throws IOException {
        file = directory.resolve("denied.txt");
        Files.writeString(file, "203.0.113.0/24\n");
        log = LogLines.of(LiveList.class);
    }

    @AfterEach
    void stop() {
        log.close();
    }

    private static AddressRanges listed() {
        return AddressRanges.of(List.of(new AddressRange(ClientAddress.of("203.0.113.0"), 24)));
    }

    private LiveList list() {
        LiveList list = new LiveList(new ListedAddresses("CLIENT_DENYLIST_FILE", listed(), Optional.of(file)));
        lookTwice(list);
        return list;
    }

    /** A change is taken over when it is seen the second time. */
    private static void lookTwice(LiveList list) {
        list.look();
        list.look();
    }

    @Test
    void saysNothingWhileNothingChanges() {
        LiveList list = list();

        lookTwice(list);

        assertThat(list.contains(LISTED)).isTrue();
        assertThat(log.all()).isEmpty();
    }

    @Test
    void takesOverWhatIsWritten() throws IOException {
        LiveList list = list();

        Files.writeString(file, "# changed\n198.51.100.0/24, 2001:db8::/32 # two\n");
        lookTwice(list);

        assertThat(list.contains(LISTED)).isFalse();
        assertThat(list.contains(OTHER)).isTrue();
        assertThat(log.all())
                .containsExactly(
                        "INFO CLIENT_DENYLIST_FILE was read again from " + file + ": 2 addresses and networks");
    }

    @Test
    void letsWhoeverIsWritingFinish() throws IOException {
        LiveList list = list();

        Files.writeString(file, "");
        list.look();
        Files.writeString(file, "198.51.100.0/24\n203.0.113.0/24\n");
        list.look();
        assertThat(list.contains(OTHER)).isFalse();
        list.look();

        assertThat(list.contains(LISTED)).isTrue();
        assertThat(list.contains(OTHER)).isTrue();
    }

    @Test
    void noticesWhatWasWrittenBeforeTheFirstLook() throws IOException {
        LiveList list = new LiveList(new ListedAddresses("CLIENT_DENYLIST_FILE", listed(), Optional.of(file)));
        Files.writeString(file, "198.51.100.0/24\n");

        lookTwice(list);

        assertThat(list.contains(OTHER)).isTrue();
    }

    @Test
    void followsALinkThatIsSwapped() throws IOException {
        Path old = Files.createDirectory(directory.resolve("..old"));
        Path next = Files.createDirectory(directory.resolve("..next"));
        Files.writeString(next.resolve("list"), "198.51.100.0/25\n");
        Files.writeString(old.resolve("list"), "203.0.113.0/24\n");
        Files.setLastModifiedTime(next.resolve("list"), Files.getLastModifiedTime(old.resolve("list")));
        Path data = Files.createSymbolicLink(directory.resolve("..data"), old);
        file = data.resolve("list");
        LiveList list = list();

        Files.delete(data);
        Files.createSymbolicLink(data, next);
        lookTwice(list);

        assertThat(list.contains(OTHER)).isTrue();
        assertThat(list.contains(LISTED)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "198.51.100.0/24;10.0.0 | line 2 holds something neither an address nor a network",
                "198.51.100.0/24;;10.0.0.1/8 | line 3 holds something which is an address within a network",
                "<html> | line 1 holds something neither an address nor a network"
            })
    void keepsWhatItHasIfItCannotUseTheNewOne(String content, String why) throws IOException {
        LiveList list = list();

        Files.writeString(file, content.replace(';', '\n'));
        lookTwice(list);
        lookTwice(list);

        assertThat(list.contains(LISTED)).isTrue();
        assertThat(list.contains(OTHER)).isFalse();
        assertThat(log.all())
                .singleElement()
                .asString()
                .startsWith("WARN CLIENT_DENYLIST_FILE is not read again from " + file + ": " + why)
                .contains("What was read before stays in force. Mend that line")
                .doesNotContain("10.0.0", "html");
    }

    @Test
    void keepsWhatItHasIfTheFileVanishesAndGoesOnWhenItIsBack() throws IOException {
        LiveList list = list();

        Files.delete(file);
        lookTwice(list);
        lookTwice(list);
        assertThat(list.contains(LISTED)).isTrue();
        assertThat(log.all())
                .singleElement()
                .asString()
                .contains("it cannot be read")
                .contains("See that it exists");
        Files.writeString(file, "198.51.100.0/24");
        lookTwice(list);

        assertThat(list.contains(OTHER)).isTrue();
    }

    @Test
    void neverChangesWithoutAFile() {
        LiveList list = new LiveList(new ListedAddresses("CLIENT_DENYLIST", listed(), Optional.empty()));

        lookTwice(list);

        assertThat(list.contains(LISTED)).isTrue();
        assertThat(log.all()).isEmpty();
    }
}
