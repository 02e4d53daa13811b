package dev.sallyport.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.domain.session.AddressRanges;
import dev.sallyport.domain.session.ClientAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClientListSettingsTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void nameTheFile() {
        file = directory.resolve("denied.txt");
    }

    private static Configuration configured(String... settings) {
        return Configuration.parseForServer(Environments.server(settings), Files::newInputStream);
    }

    private Configuration withFile() {
        return configured("CLIENT_DENYLIST_FILE", file.toString());
    }

    private List<String> problems() {
        ConfigurationRefused refused = catchThrowableOfType(ConfigurationRefused.class, this::withFile);
        assertThat(refused).as("the configuration is refused").isNotNull();
        return refused.problems().stream().map(Problem::toString).toList();
    }

    @Test
    void listNobodyUnlessTheyAreSet() {
        ClientSettings clients = configured().clients();

        assertThat(clients.allowed().ranges().isEmpty()).isTrue();
        assertThat(clients.denied().ranges().isEmpty()).isTrue();
    }

    @Test
    void mayBeSaidDirectly() {
        ListedAddresses allowed = configured("CLIENT_ALLOWLIST", "192.0.2.0/24, 2001:db8::1")
                .clients()
                .allowed();

        assertThat(allowed.ranges()).hasToString("192.0.2.0/24, 2001:db8::1/128");
        assertThat(allowed.file()).isEmpty();
        assertThat(allowed.setting()).isEqualTo("CLIENT_ALLOWLIST");
    }

    @Test
    void areReadFromLargeFilesAndShownByTheirSize() throws IOException {
        Files.writeString(
                file,
                "# drop\r\n"
                        + IntStream.range(0, 100_000)
                                .mapToObj(i -> "2001:db8:%x:%x::/64 # %d".formatted(i >> 16, i & 0xffff, i))
                                .collect(Collectors.joining("\r\n")));

        Configuration configuration = withFile();

        AddressRanges denied = configuration.clients().denied().ranges();
        assertThat(denied.size()).isEqualTo(100_000);
        assertThat(denied.contains(ClientAddress.of("2001:db8:1:86:9::1"))).isTrue();
        assertThat(denied.contains(ClientAddress.of("2001:db8:1:86a0::1"))).isFalse();
        assertThat(configuration.clients().denied().file()).contains(file);
        assertThat(configuration.table()).containsPattern("CLIENT_DENYLIST +100000 entries +\\[file]");
    }

    @Test
    void mayBeEmptyFiles() throws IOException {
        Files.writeString(file, "\ufeff# nobody yet\n\n ,, \n");

        assertThat(withFile().clients().denied().ranges().isEmpty()).isTrue();
    }

    @Test
    void areRefusedWithTheLineThatIsWrong() throws IOException {
        Files.writeString(file, "203.0.113.0/24\n198.51.100.7/24\n");
        assertThat(problems())
                .containsExactly(
                        "CLIENT_DENYLIST is \"198.51.100.7/24\", which is an address within a network, in line 2."
                                + " Write 198.51.100.0/24 for the network, or leave out the /24 for the address alone.");

        Files.writeString(file, "203.0.113.0/24\n\nspamhaus.org\n");
        assertThat(problems())
                .singleElement()
                .asString()
                .startsWith("CLIENT_DENYLIST is \"spamhaus.org\", neither an address nor a network, in line 3. ");

        Files.delete(file);
        assertThat(problems()).singleElement().asString().startsWith("CLIENT_DENYLIST cannot be read from the file");
    }

    @Test
    void areNotReadWithoutEnd() throws IOException {
        Files.writeString(file, "#".repeat(16 * 1024 * 1024 + 1));

        assertThat(problems()).singleElement().asString().startsWith("CLIENT_DENYLIST is larger than 16 MiB. ");
    }
}
