package dev.sallyport.http.lines;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.admin.CarriedUser;
import dev.sallyport.application.admin.ImportLine;
import dev.sallyport.application.admin.ImportedUser;
import dev.sallyport.application.admin.LineFault;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UserLinesTest {
    private static final String HASH = "$2b$10$If6bvum7DFjUnE9p2uDeDuQ5i7DDuvgS/ivYy0o7KwDYni0rzBQwW";

    private static List<ImportLine> read(String file) {
        return read(file.getBytes(StandardCharsets.UTF_8));
    }

    private static List<ImportLine> read(byte[] file) {
        List<ImportLine> lines = new ArrayList<>();
        new UserLines(new ByteArrayInputStream(file)).forEachRemaining(lines::add);
        return lines;
    }

    private static ImportedUser user(String line) {
        assertThat(read(line)).singleElement().isInstanceOf(ImportLine.Read.class);
        return ((ImportLine.Read) read(line).getFirst()).user();
    }

    private static List<LineFault> faults(String line) {
        assertThat(read(line)).singleElement().isInstanceOf(ImportLine.Refused.class);
        return ((ImportLine.Refused) read(line).getFirst()).faults();
    }

    @Test
    void readsAllThatIsSaid() {
        ImportedUser ada = user("{\"email\": \"Ada@Example.com\", \"displayName\": \" Ada \", \"locale\": \"en-gb\","
                + "\"status\": \"suspended\", \"roles\": [\"user\", \"admin\"], \"passwordHash\": \"" + HASH + "\","
                + "\"createdAt\": \"2024-02-29T12:00:00.123456789Z\", \"lastSignInAt\": \"2025-01-01T01:00:00+01:00\","
                + "\"twoFactorEnabled\": true, \"id\": \"01900000-0000-7000-8000-000000000001\"}");

        assertThat(ada.email()).isEqualTo(EmailAddress.of("ada@example.com"));
        assertThat(ada.displayName()).contains(new DisplayName("Ada"));
        assertThat(ada.locale()).contains(LanguageTag.of("en-GB"));
        assertThat(ada.status()).contains(UserStatus.SUSPENDED);
        assertThat(ada.roles()).contains(Set.of(new RoleName("user"), new RoleName("admin")));
        assertThat(ada.passwordHash().map(PasswordHash::reveal)).contains(HASH);
        assertThat(ada.createdAt()).contains(Instant.parse("2024-02-29T12:00:00.123456Z"));
        assertThat(ada.lastSignInAt()).contains(Instant.parse("2025-01-01T00:00:00Z"));
        assertThat(ada.twoFactorEnabled()).contains(true);
        assertThat(ada.id()).contains(new UserId(UUID.fromString("01900000-0000-7000-8000-000000000001")));
    }

    @Test
    void leavesOpenWhatIsNotSaid() {
        ImportedUser ada = user("{\"email\":\"ada@example.com\",\"displayName\":null,\"passwordHash\":null}");

        assertThat(ada)
                .isEqualTo(new ImportedUser(
                        EmailAddress.of("ada@example.com"),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
    }

    @Test
    void countsLinesAsAnEditorDoes() {
        List<ImportLine> lines = read("\n{\"email\":\"a@example.com\"}\r\n \t\n\n{}\n{\"email\":\"b@example.com\"}");

        assertThat(lines).extracting(ImportLine::number).containsExactly(2L, 5L, 6L);
        assertThat(lines).extracting(line -> line instanceof ImportLine.Read).containsExactly(true, false, true);
        assertThat(read("")).isEmpty();
        assertThat(read("\n\n")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{} | /email | required",
                "{\"email\":\"ada\"} | /email | malformed",
                "{\"email\":7} | /email | wrong-type",
                "{\"email\":\"mıke@example.com\"} | /email | malformed",
                "{\"email\":\"a@example.com\",\"admin\":true} | /admin | unknown-member",
                "{\"email\":\"a@example.com\",\"email\":\"b@example.com\"} | /email | duplicate-member",
                "{\"email\":\"a@example.com\",\"twoFactorEnabled\":\"yes\"} | /twoFactorEnabled | wrong-type",
                "{\"email\":\"a@example.com\",\"twoFactorEnabled\":null} | /twoFactorEnabled | wrong-type",
                "{\"email\":\"a@example.com\",\"status\":\"deleting\"} | /status | malformed",
                "{\"email\":\"a@example.com\",\"status\":null} | /status | required",
                "{\"email\":\"a@example.com\",\"roles\":\"admin\"} | /roles | wrong-type",
                "{\"email\":\"a@example.com\",\"roles\":[\"user\",\"Admin\"]} | /roles/1 | malformed",
                "{\"email\":\"a@example.com\",\"passwordHash\":\"secret\"} | /passwordHash | malformed",
                "{\"email\":\"a@example.com\",\"createdAt\":\"yesterday\"} | /createdAt | malformed",
                "{\"email\":\"a@example.com\",\"createdAt\":\"1969-12-31T23:59:59Z\"} | /createdAt | malformed",
                "{\"email\":\"a@example.com\",\"createdAt\":1700000000} | /createdAt | wrong-type",
                "{\"email\":\"a@example.com\",\"id\":\"7\"} | /id | malformed",
                "[] | `` | not-an-object",
                "{\"email\":\"a@example.com\"} {} | `` | malformed-json",
                "{\"email\":\"a@exam | `` | malformed-json",
            })
    void refusesWhatIsNotJustAUser(String line, String member, String code) {
        assertThat(faults(line)).containsExactly(new LineFault(member, code));
    }

    @Test
    void refusesWhatIsNotUtf8() {
        assertThat(read("{\"email\":\"adä@example.com\"}".getBytes(StandardCharsets.ISO_8859_1)))
                .containsExactly(new ImportLine.Refused(1, List.of(new LineFault("", "not-utf-8"))));
    }

    @Test
    void goesOnAfterALineThatIsTooLong() {
        String longest = "{\"email\":\"a@example.com\"}" + " ".repeat(Lines.LONGEST - 25);
        List<ImportLine> lines = read(longest + " \n" + longest.substring(0, Lines.LONGEST) + "\n");

        assertThat(lines.get(0)).isEqualTo(new ImportLine.Refused(1, List.of(new LineFault("", "too-long"))));
        assertThat(lines.get(1)).isInstanceOf(ImportLine.Read.class);
        assertThat(lines).hasSize(2);
    }

    @Test
    void readsBackWhatIsWritten() {
        CarriedUser ada = new CarriedUser(
                new UserId(UUID.fromString("01900000-0000-7000-8000-000000000001")),
                EmailAddress.of("ada@example.com"),
                new DisplayName("Ada \"Countess\" ☂"),
                LanguageTag.of("en-GB"),
                UserStatus.SUSPENDED,
                Set.of(new RoleName("user"), new RoleName("admin")),
                PasswordHash.of(HASH),
                true,
                Instant.parse("2024-02-29T12:00:00.123456Z"),
                Instant.parse("2025-01-01T00:00:00Z"));

        assertThat(UserLine.of(ada))
                .isEqualTo("{\"id\":\"01900000-0000-7000-8000-000000000001\",\"email\":\"ada@example.com\","
                        + "\"displayName\":\"Ada \\\"Countess\\\" ☂\",\"locale\":\"en-GB\",\"status\":\"suspended\","
                        + "\"roles\":[\"admin\",\"user\"],\"passwordHash\":\"" + HASH + "\",\"twoFactorEnabled\":true,"
                        + "\"createdAt\":\"2024-02-29T12:00:00.123456Z\",\"lastSignInAt\":\"2025-01-01T00:00:00Z\"}");
        ImportedUser again = user(UserLine.of(ada));
        assertThat(again.id()).contains(ada.id());
        assertThat(again.displayName()).contains(new DisplayName("Ada \"Countess\" ☂"));
        assertThat(again.createdAt()).contains(ada.createdAt());
    }
}
