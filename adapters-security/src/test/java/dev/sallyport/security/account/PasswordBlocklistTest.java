package dev.sallyport.security.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.CommonPasswords;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.account.PasswordPolicy.Refusal;
import dev.sallyport.security.account.MalformedBlocklist.Flaw;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordBlocklistTest {
    private static final OptionalInt MOST_COMMON = OptionalInt.of(1);

    private static PasswordBlocklist of(String text) {
        try {
            return PasswordBlocklist.read(stream(text, StandardCharsets.UTF_8));
        } catch (IOException | MalformedBlocklist unexpected) {
            throw new AssertionError(unexpected);
        }
    }

    private static InputStream stream(String text, Charset charset) {
        return new ByteArrayInputStream(text.getBytes(charset));
    }

    private static MalformedBlocklist refusedAs(InputStream content) {
        MalformedBlocklist malformed =
                catchThrowableOfType(MalformedBlocklist.class, () -> PasswordBlocklist.read(content));
        assertThat(malformed).as("the list is refused").isNotNull();
        return malformed;
    }

    @Test
    void knowsEachLineAndNothingElse() {
        PasswordBlocklist list = of("sesame\nopen\ndoor");

        assertThat(list.size()).isEqualTo(3);
        assertThat(list.rank("sesame")).isEqualTo(MOST_COMMON);
        assertThat(list.rank("open")).isEqualTo(MOST_COMMON);
        assertThat(list.rank("door")).isEqualTo(MOST_COMMON);
        assertThat(list.rank("")).isEmpty();
        assertThat(list.rank("doo")).isEmpty();
        assertThat(list.rank("opendoor")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r", "\n\n", "\r\n \t\r\n"})
    void takesTheLineBreaksOfAnySystemAndSkipsBlankLines(String lineBreak) {
        PasswordBlocklist list = of(String.join(lineBreak, "sesame", "open", "door", ""));

        assertThat(list.size()).isEqualTo(3);
        assertThat(list.rank("sesame")).isPresent();
        assertThat(list.rank("door")).isPresent();
    }

    @Test
    void doesNotTakeAByteOrderMarkForPartOfTheFirstEntry() {
        PasswordBlocklist list = of("\uFEFFsesame\n\uFEFFopen");

        assertThat(list.rank("sesame")).isPresent();
        assertThat(list.rank("open")).isEmpty();
    }

    @Test
    void hasNoCommentsAndTrimsNothing() {
        PasswordBlocklist list = of("#1 dad\n  sesame ");

        assertThat(list.rank("#1 dad")).isPresent();
        assertThat(list.rank("  sesame ")).isPresent();
        assertThat(list.rank("sesame")).isEmpty();
    }

    @Test
    void comparesAsPasswordsAreComparedInTurkeyToo() {
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));

            PasswordBlocklist list = of("TITANIC\nFiance\u0301e\n\uD83D\uDD11\uD83D\uDEAA\nfianc\u00e9e\n");

            assertThat(list.size()).isEqualTo(3);
            assertThat(list.rank("titanic")).isPresent();
            assertThat(list.rank("fianc\u00e9e")).isPresent();
            assertThat(list.rank("\uD83D\uDD11\uD83D\uDEAA")).isPresent();
        } finally {
            Locale.setDefault(before);
        }
    }

    @Test
    void readsLongListsWithTheirDuplicates() {
        String numbers =
                IntStream.range(0, 200_000).mapToObj(i -> "entry " + i % 50_000).collect(Collectors.joining("\n"));

        PasswordBlocklist list = of(numbers);

        assertThat(list.size()).isEqualTo(50_000);
        assertThat(IntStream.range(0, 50_000))
                .allMatch(i -> list.rank("entry " + i).isPresent());
        assertThat(IntStream.range(50_000, 100_000))
                .noneMatch(i -> list.rank("entry " + i).isPresent());
    }

    @Test
    void leavesOutLinesThatAreLongerThanAnyPassword() {
        String longest = "\uD83D\uDD11".repeat(256);

        PasswordBlocklist list = of("sesame\n" + "x".repeat(5_000_000) + "\n" + longest + "\ndoor");

        assertThat(list.size()).isEqualTo(3);
        assertThat(list.rank(longest)).isPresent();
        assertThat(list.rank("door")).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\uFEFF", " \t\r\n\u2003\n"})
    void refusesToBeEmpty(String nothing) {
        assertThat(refusedAs(stream(nothing, StandardCharsets.UTF_8)).flaw()).isEqualTo(Flaw.NO_ENTRY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ISO-8859-1", "UTF-16", "UTF-16LE"})
    void refusesWhatIsNotUtf8AndSaysWhere(String charset) {
        MalformedBlocklist malformed = refusedAs(stream("fianc\u00e9e\n", Charset.forName(charset)));

        assertThat(malformed.flaw()).isEqualTo(Flaw.NOT_UTF_8);
        assertThat(malformed.line()).isOne();
        assertThat(refusedAs(stream("sesame\r\n\r\nfianc\u00e9e", StandardCharsets.ISO_8859_1))
                        .line())
                .isEqualTo(3);
    }

    @Test
    void refusesMoreThan64MiBAndReadsNoFurther() throws IOException, MalformedBlocklist {
        byte[] justFits = new byte[BlocklistLines.MAX_BYTES];
        justFits[0] = 'x';

        assertThat(PasswordBlocklist.read(new ByteArrayInputStream(lineBreaksAfterTheFirst(justFits)))
                        .size())
                .isOne();
        assertThat(refusedAs(new Endless()).flaw()).isEqualTo(Flaw.TOO_LARGE);
    }

    private static byte[] lineBreaksAfterTheFirst(byte[] bytes) {
        Arrays.fill(bytes, 1, bytes.length, (byte) '\n');
        return bytes;
    }

    /** A device, say. */
    private static final class Endless extends InputStream {
        @Override
        public int read() {
            return 'x';
        }
    }

    @Test
    void goesBeforeOtherLists() {
        CommonPasswords both = of("sesame\nletmein").before(text -> switch (text) {
            case "letmein", "monkey" -> OptionalInt.of(7);
            default -> OptionalInt.empty();
        });

        assertThat(both.rank("sesame")).isEqualTo(MOST_COMMON);
        assertThat(both.rank("letmein")).isEqualTo(MOST_COMMON);
        assertThat(both.rank("monkey")).hasValue(7);
        assertThat(both.rank("other")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Grob Lacquer and Newts",
                "GROB LACQUER AND NEWTS",
                "a tre\u0300s long password",
                "grob l@cquer and newts",
                "zaphodkwyjibozaphod",
                "kwyjibo-zaphod-42",
                "Kwyj1b0!Kwyj1b0!Kwyj1b0!"
            })
    void makesThePolicyRefuseWhatIsMadeOfItsEntries(String password) {
        assertThat(refusals(password)).contains(Refusal.TOO_COMMON);
    }

    @ParameterizedTest
    @ValueSource(strings = {"kwyjibo rides a bicycle", "correct horse battery staple", "grob lacquer or 9 vexed newts"})
    void letsThePolicyAcceptTheRest(String password) {
        assertThat(refusals(password)).isEmpty();
    }

    private static Set<Refusal> refusals(String password) {
        return new PasswordPolicy(
                        15, "Sallyport", of("kwyjibo\nzaphod\ngrob lacquer and newts\nA TR\u00c8S LONG PASSWORD"))
                .refusals(Password.of(password), Chooser.unknown());
    }
}
