package dev.sallyport.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.domain.account.PasswordPolicy.Refusal;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
    private static final Chooser ADA =
            new Chooser(EmailAddress.of("ada.lovelace@engines.example.com"), new DisplayName("Ada Lovelace-Byron"));
    private static final List<String> MOST_COMMON_FIRST = List.of(
            "password",
            "letmein",
            "monkey",
            "dragon",
            "iloveyou",
            "titanic",
            "p@ssword",
            "correct",
            "horse",
            "thisismypassword");
    private static final PasswordPolicy POLICY = policy(1);

    /** The policy on that list, with so many others before each. */
    private static PasswordPolicy policy(int rankOfFirst) {
        return new PasswordPolicy(15, "Sallyport", text -> {
            int place = MOST_COMMON_FIRST.indexOf(text);
            return place < 0 ? OptionalInt.empty() : OptionalInt.of((place + 1) * rankOfFirst);
        });
    }

    private final Locale system = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(system);
    }

    private static Set<Refusal> refusals(String chosen) {
        return POLICY.refusals(Password.of(chosen), ADA);
    }

    /** So many characters, none of which can be foretold. */
    private static String text(int length) {
        return "Grob lacquer; 7 vexed newts".repeat(1 + length / 27).substring(0, length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fifteen letters",
                "correct horse battery staple",
                "  two blanks, at both ends  ",
                "日本語の長い合言葉を覚えておく",
                "ğüşıöçĞÜŞİÖÇâî5",
                "\uD83D\uDE80\uD83C\uDF55\uD83D\uDC22\uD83C\uDF82\uD83D\uDE80\uD83D\uDD11\uD83C\uDFB7\uD83D\uDC19"
                        + "\uD83C\uDF0B\uD83D\uDEB2\uD83C\uDF08\uD83E\uDD84\uD83C\uDF4B\uD83D\uDCDA\uD83C\uDFAF"
            })
    void acceptsFifteenCharactersOfAnyKind(String chosen) {
        assertThat(refusals(chosen)).isEmpty();
    }

    @Test
    void refusesFourteenCharacters() {
        assertThat(refusals("only fourteen!")).containsExactly(Refusal.TOO_SHORT);
    }

    @Test
    void countsCharactersAfterComposition() {
        String composed = "äöüéèêñçåøÿîôû";

        assertThat(composed).hasSize(14);
        assertThat(refusals(Normalizer.normalize(composed, Normalizer.Form.NFD)))
                .containsExactly(Refusal.TOO_SHORT);
        assertThat(refusals(Normalizer.normalize(composed + "à", Normalizer.Form.NFD)))
                .isEmpty();
    }

    @Test
    void acceptsTwoHundredAndFiftySixCharactersAndNoMore() {
        assertThat(refusals(text(15))).isEmpty();
        assertThat(refusals(text(256))).isEmpty();
        assertThat(refusals(text(257))).containsExactly(Refusal.TOO_LONG);
        assertThat(refusals(text(10_000))).containsExactly(Refusal.TOO_LONG);
    }

    @Test
    void refusesWhatIsTooLongToBeNormalised() {
        assertThat(refusals("e\u0301".repeat(5_000))).containsExactly(Refusal.TOO_LONG);
    }

    @ParameterizedTest
    @CsvSource(textBlock = """
                    thisismypassword,          too-common
                    ThisIsMyPassword,          too-common
                    passwordletmein,           too-common
                    passwordletmein123,        too-common
                    MonkeyDragonLetmein,       too-common
                    P@55w0rdL3tm31n!,          too-common
                    Titanic/Titanic/TITANIC?,  too-common
                    xpasswordletmeinx,         too-common
                    """)
    void refusesWhatIsCommonOrMadeOfFewCommonOnes(String chosen, String reason) {
        assertThat(refusals(chosen)).extracting(Refusal::code).containsExactly(reason);
    }

    @Test
    void acceptsManyCommonWordsSinceTheyTakeManyGuesses() {
        PasswordPolicy policy = policy(3_000);

        assertThat(policy.refusals(Password.of("correcthorse123"), Chooser.unknown()))
                .isEmpty();
        assertThat(policy.refusals(Password.of("passwordmonkeydragon"), Chooser.unknown()))
                .isEmpty();
        assertThat(policy.refusals(Password.of("passwordletmein"), Chooser.unknown()))
                .containsExactly(Refusal.TOO_COMMON);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "               ",
                "abababababababa",
                "AbAbaBABabababAb",
                "passwordpassword",
                "tr0ub4dor&3tr0ub4dor&3tr0",
                "\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11"
                        + "\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11\uD83D\uDD11",
                "aaaaaaaaaaaaaaa",
                "aaaaaaabbbbbbbccccccc",
                "!!!!!!!!!!!!!!!!!x"
            })
    void refusesRepetitions(String chosen) {
        assertThat(refusals(chosen)).contains(Refusal.REPETITIVE);
    }

    @Test
    void acceptsARepetitionOfWhatWouldDoByItself() {
        assertThat(refusals("tr0ub4dor&3 x7tr0ub4dor&3 x7")).contains(Refusal.REPETITIVE);
        assertThat(refusals("tr0ub4dor&3 x7!tr0ub4dor&3 x7!")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "abcdefghijklmnop",
                "ABCDEFGHIJKLMNOP",
                "zyxwvutsrqponmlk",
                "1234567890123456",
                "98765432109876543",
                "qwertyuiopasdfgh",
                "qwertzuiopasdfgh",
                "azertyuiopqsdfgh",
                "poiuytrewqlkjhgf",
                "йцукенгшщзфывапр",
                "abcdefgh12345678",
                "!@#$%^&*()asdfgh",
                "abcdefghijklmno!"
            })
    void refusesSequences(String chosen) {
        assertThat(refusals(chosen)).contains(Refusal.SEQUENCE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    my own: ADA.Lovelace@Engines.example.COM | contains-address
                    ada.lovelace1843                         | contains-address
                    enginesengines12                         | contains-address
                    lovelace lovelace!                       | contains-address, contains-name
                    BYRON, byron: byron                      | contains-name
                    Sallyport #2026!                         | contains-application-name
                    mySALLYPORTpassword                      | contains-application-name
                    """)
    void refusesWhatOthersKnow(String chosen, String reasons) {
        assertThat(refusals(chosen)).extracting(Refusal::code).contains(reasons.split(", "));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Lovelace wrote notes on it", "a heavy sallyport in the wall", "canada and adamant"})
    void acceptsKnownWordsBesideEnoughOfOthers(String chosen) {
        assertThat(refusals(chosen)).isEmpty();
    }

    @Test
    void takesNoOffenceAtShortWords() {
        Chooser alB = new Chooser(EmailAddress.of("al@ab.com"), new DisplayName("Al B"));

        assertThat(POLICY.refusals(Password.of("algebra in ABBA"), alB)).isEmpty();
    }

    @Test
    void knowsNamesHoweverTheyWereTyped() {
        Chooser zoe = new Chooser(null, DisplayName.parse("Zoe\u0308lle").orThrow());

        assertThat(POLICY.refusals(Password.of("ZOE\u0308LLE zo\u00EBlle 1"), zoe))
                .containsExactly(Refusal.CONTAINS_NAME);
    }

    @Test
    void meansTheSameOnATurkishSystem() {
        Locale.setDefault(Locale.of("tr"));

        assertThat(refusals("TITANICTITANIC12")).containsExactly(Refusal.TOO_COMMON);
        assertThat(refusals("QWERTYUIOPASDFGH")).containsExactly(Refusal.SEQUENCE);
        assertThat(refusals("ENGINES ENGINES.")).contains(Refusal.CONTAINS_ADDRESS);
    }

    @Test
    void tellsEveryReason() {
        Chooser chooser = new Chooser(EmailAddress.of("a@b.co"), null);

        assertThat(POLICY.refusals(Password.of("a@b.co"), chooser))
                .containsExactlyInAnyOrder(Refusal.TOO_SHORT, Refusal.CONTAINS_ADDRESS);
        assertThat(refusals("password")).containsExactlyInAnyOrder(Refusal.TOO_SHORT, Refusal.TOO_COMMON);
    }

    @Test
    void sparesWhatIsNotOnAListWhereThereIsNone() {
        PasswordPolicy policy = new PasswordPolicy(15, "Sallyport", CommonPasswords.none());

        assertThat(policy.refusals(Password.of("passwordletmein"), ADA)).isEmpty();
        assertThat(policy.refusals(Password.of("passwordpassword"), ADA)).containsExactly(Refusal.REPETITIVE);
        assertThat(policy.refusals(Password.of("lovelacelovelace"), ADA)).contains(Refusal.CONTAINS_ADDRESS);
    }

    @Test
    void cannotBeWeakerThanEightCharacters() {
        assertThatThrownBy(() -> new PasswordPolicy(7, "Sallyport", CommonPasswords.none()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPasswordIsTheSameHoweverItWasTyped() {
        assertThat(Password.of("Zoe\u0308").matches(Password.of("Zo\u00EB"))).isTrue();
        assertThat(Password.of(" a ").reveal()).isEqualTo(" a ");
    }
}
