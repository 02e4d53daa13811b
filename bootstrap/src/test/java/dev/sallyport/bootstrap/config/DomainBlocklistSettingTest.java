package dev.sallyport.bootstrap.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.domain.account.DomainList;
import dev.sallyport.domain.account.EmailAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DomainBlocklistSettingTest {
    @TempDir
    private Path directory;

    private Configuration read(byte[] content) throws IOException {
        Path file = Files.write(directory.resolve("domains.txt"), content);
        return Configuration.parseForServer(
                Environments.server("EMAIL_DOMAIN_BLOCKLIST_FILE", file.toString()), Files::newInputStream);
    }

    private Configuration read(String content) throws IOException {
        return read(content.getBytes(StandardCharsets.UTF_8));
    }

    private static boolean covers(DomainList list, String address) {
        return list.covers(EmailAddress.of(address));
    }

    @Test
    void blocksNothingUnlessItIsTold() {
        assertThat(Configuration.parseForServer(Environments.server(), Files::newInputStream)
                        .accounts()
                        .blockedDomains()
                        .size())
                .isZero();
    }

    @Test
    void readsOneDomainALineAndLetsCommentsBe() throws IOException {
        Configuration configuration =
                read("\uFEFF# throw-away mail\r\nMailinator.com\n\n  bücher.example  # umlauts\n#x.example\n");

        DomainList list = configuration.accounts().blockedDomains();
        assertThat(list.size()).isEqualTo(2);
        assertThat(covers(list, "a@mailinator.com")).isTrue();
        assertThat(covers(list, "a@sub.xn--bcher-kva.example")).isTrue();
        assertThat(covers(list, "a@x.example")).isFalse();
        assertThat(configuration.table()).containsPattern("EMAIL_DOMAIN_BLOCKLIST +2 domains +\\[");
    }

    @Test
    void readsAHundredThousand() throws IOException {
        String many =
                IntStream.range(0, 100_000).mapToObj(i -> "d" + i + ".example").collect(Collectors.joining("\n"));

        assertThat(read(many).accounts().blockedDomains().size()).isEqualTo(100_000);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"example", "*.example.com", "somebody@example.com", "http://example.com", "a.example,b.example"})
    void namesTheLineThatIsNoDomain(String line) {
        ConfigurationRefused refused =
                catchThrowableOfType(ConfigurationRefused.class, () -> read("a.example\n" + line + "\n"));

        assertThat(refused.problems())
                .singleElement()
                .asString()
                .startsWith(
                        "EMAIL_DOMAIN_BLOCKLIST is \"" + line + "\", not a domain, in line 2. Write one domain a line");
    }

    @Test
    void refusesWhatIsNotUtf8() {
        ConfigurationRefused refused = catchThrowableOfType(
                ConfigurationRefused.class, () -> read("b\u00fccher.example\n".getBytes(StandardCharsets.ISO_8859_1)));

        assertThat(refused.problems()).extracting(Problem::setting).isEqualTo(List.of("EMAIL_DOMAIN_BLOCKLIST"));
    }

    @Test
    void seesThatAFileWasMeant() {
        ConfigurationRefused refused = catchThrowableOfType(
                ConfigurationRefused.class,
                () -> Configuration.parseForServer(
                        Environments.server("EMAIL_DOMAIN_BLOCKLIST", "/etc/domains.txt"), Files::newInputStream));

        assertThat(refused.problems())
                .singleElement()
                .asString()
                .contains("Set EMAIL_DOMAIN_BLOCKLIST_FILE to it instead.");
    }
}
