package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.text.Normalizer;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Passwords: ASVS 6.2, 6.3.8; NIST SP 800-63B-4 §3.1.1.2")
final class PasswordsTest {
    private static final String EMOJI = "\uD83D\uDD11";
    private static final String LETTERS = "Grob lacquer; 7 vexed newts";
    private static final String PICTURES =
            "\uD83D\uDE80\uD83C\uDF55\uD83D\uDC22\uD83C\uDF82\uD83D\uDC19\uD83D\uDD11\uD83C\uDFB7\uD83D\uDEB2"
                    + "\uD83C\uDF0B\uD83C\uDF08\uD83E\uDD84\uD83C\uDF4B\uD83D\uDCDA\uD83C\uDFAF\uD83D\uDC1D\uD83D\uDC33";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static final CountingHasher HASHER = new CountingHasher();
    private static SteeredSystem system;
    private static Guest guest;
    private static Tables tables;

    @BeforeAll
    static void start() {
        system = SteeredSystem.on(postgres.settings(), HASHER);
        guest = system.guest();
        tables = new Tables(postgres.settings());
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    // ASVS 6.2.1, 6.2.9; NIST: at least 15, each code point counted as one character.
    @ParameterizedTest
    @ValueSource(ints = {15, 16, 255, 256})
    void acceptsFrom15To256CodePoints(int length) {
        assertThat(guest.register("length-" + length + "@example.com", firstOf(LETTERS, length))
                        .outcome())
                .isEqualTo("202");
        assertThat(guest.register("emoji-" + length + "@example.com", firstOf(PICTURES, length))
                        .outcome())
                .isEqualTo("202");
    }

    @ParameterizedTest
    @CsvSource({"1, too-short", "14, too-short", "257, too-long", "10000, too-long"})
    void refusesFewerAndMoreWithTheReasonBeforeItHashesAnything(int length, String reason) {
        AtomicReference<ApiAnswer> plain = new AtomicReference<>();
        AtomicReference<ApiAnswer> emoji = new AtomicReference<>();

        int hashes = HASHER.during(() -> {
            plain.set(guest.register("refused@example.com", firstOf(LETTERS, length)));
            emoji.set(guest.register("refused@example.com", firstOf(PICTURES, length)));
        });

        assertThat(List.of(plain.get(), emoji.get())).allSatisfy(answer -> {
            assertThat(answer.outcome()).isEqualTo("422 invalid-input");
            assertThat(answer.json().at("/errors/0/pointer").asText()).isEqualTo("/password");
            assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo(reason);
        });
        assertThat(hashes).isZero();
        assertThat(tables.count("pending_registrations WHERE email = 'refused@example.com'"))
                .isZero();
    }

    // Counted as it is hashed, or a composed and a decomposed password of one look would be judged differently.
    @Test
    void countsCodePointsAfterNormalisation() {
        String decomposed = Normalizer.normalize("äöüéèêñçåøÿîôû", Normalizer.Form.NFD);

        assertThat(guest.register("counted@example.com", decomposed).outcome()).isEqualTo("422 invalid-input");
        assertThat(guest.register("counted@example.com", decomposed + "x").outcome())
                .isEqualTo("202");
    }

    @Test
    void refusesTheAddressAsPassword() {
        ApiAnswer answer =
                guest.register("somebody-with-a-long-name@example.com", "SOMEBODY-with-a-long-name@example.com!");

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().at("/errors/0/code").asText()).isEqualTo("contains-address");
    }

    // NIST SP 800-63B-4 §3.1.1.2: Unicode is normalised, so that every keyboard signs in.
    @Test
    void composedAndDecomposedSignInAlike() {
        String composed = "Žluťoučký kůň úpěl Å";
        String decomposed = Normalizer.normalize(composed, Normalizer.Form.NFD);
        assertThat(decomposed).isNotEqualTo(composed);

        guest.signUp("composed@example.com", composed);
        guest.signUp("decomposed@example.com", decomposed);

        for (String email : List.of("composed@example.com", "decomposed@example.com")) {
            assertThat(guest.login(email, composed).outcome()).isEqualTo("200");
            assertThat(guest.login(email, decomposed).outcome()).isEqualTo("200");
        }
    }

    // NFC, not NFKC: what only resembles it is another password.
    @Test
    void doesNotFoldCompatibleCharacters() {
        guest.signUp("compatible@example.com", "ﬁne and dandy №①");

        assertThat(guest.login("compatible@example.com", "ﬁne and dandy №①").outcome())
                .isEqualTo("200");
        assertThat(guest.login("compatible@example.com", "fine and dandy No1").outcome())
                .isEqualTo("401 invalid-credentials");
    }

    // ASVS 6.2.8: verified exactly as received, without truncation or change of case.
    @Test
    void keepsSpacesCaseAndEveryLastCharacter() {
        String password = "  Two words and a Tab\t and " + EMOJI.repeat(200) + " ";
        guest.signUp("exact@example.com", password);

        assertThat(guest.login("exact@example.com", password).outcome()).isEqualTo("200");
        for (String other : List.of(
                password.strip(),
                password.stripLeading(),
                password.stripTrailing(),
                password.replace("  ", " "),
                password.toLowerCase(Locale.ROOT),
                password.substring(0, password.length() - 1) + "x",
                password.substring(0, 72),
                password + " ",
                password + "\u0001")) {
            assertThat(guest.login("exact@example.com", other).outcome()).isEqualTo("401 invalid-credentials");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\u0000", "\\ud83d", "\\udd11", "\\udd11\\ud83d"})
    void refusesNulAndHalfCharactersEverywhere(String escape) {
        String password = "\"correct horse" + escape + "battery staple\"";

        assertThat(List.of(
                        system.api()
                                .post(
                                        "/api/v1/auth/register",
                                        "{\"email\": \"nul@example.com\", \"password\": " + password + "}"),
                        system.api()
                                .post(
                                        "/api/v1/auth/login",
                                        "{\"email\": \"nul@example.com\", \"password\": " + password + "}"),
                        system.api()
                                .post(
                                        "/api/v1/auth/verify-email",
                                        "{\"token\": \"" + "A".repeat(43) + "\", \"password\": " + password + "}")))
                .extracting(ApiAnswer::outcome)
                .containsOnly("400 unreadable-body");
    }

    // ASVS 6.3.8.
    @Test
    void unknownAddressWrongPasswordAndSuspendedAccountCannotBeToldApart() {
        guest.signUp("known@example.com");
        guest.signUp("suspended@example.com");
        tables.execute("UPDATE users SET status = 'suspended' WHERE email = 'suspended@example.com'");

        List<String> unknown = seenWithOneHash(() -> guest.login("unknown@example.com", Guest.PASSWORD));
        List<String> wrong = seenWithOneHash(() -> guest.login("known@example.com", "incorrect horse battery"));
        List<String> suspended = seenWithOneHash(() -> guest.login("suspended@example.com", Guest.PASSWORD));
        List<String> suspendedAndWrong =
                seenWithOneHash(() -> guest.login("suspended@example.com", "incorrect horse battery"));

        assertThat(unknown.getFirst()).isEqualTo("401");
        assertThat(List.of(wrong, suspended, suspendedAndWrong)).containsOnly(unknown);
        // What the operator reads is exact.
        assertThat(
                        tables.values(
                                "SELECT details->>'reason' FROM audit_events WHERE type = 'sign-in.refused' ORDER BY occurred_at, id"))
                .contains("unknown-address", "wrong-password", "suspended");
    }

    // Neither does what the password looks like tell anything: the policy for new passwords is not asked at sign-in.
    @ParameterizedTest
    @ValueSource(ints = {1, 14, 257, 10_000})
    void aPasswordThatNobodyCanHaveIsMerelyWrong(int length) {
        assertThat(seenWithOneHash(() -> guest.login("nobody@example.com", "x".repeat(length))))
                .isEqualTo(seenWithOneHash(() -> guest.login("nobody@example.com", Guest.PASSWORD)));
    }

    // ASVS 6.2.4, 6.2.11; NIST: common and expected passwords, each with its reason.
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    passwordpassword        | too-common, repetitive
                    aaaaaaaaaaaaaaa         | repetitive
                    passwordletmein123      | too-common
                    P@ssw0rdMonkeyDragon!   | too-common
                    iloveyouforever         | too-common
                    computerfootball1       | too-common
                    qwertyuiopasdfghjkl     | sequence
                    123456789012345         | sequence
                    1qaz2wsx3edc4rfv        | too-common
                    countess1843-1843       | contains-address
                    Countess Countess!      | contains-address
                    Zenobia Zenobia Z       | contains-name
                    Sallyport123456         | contains-application-name
                    """)
    void refusesWhatOthersTryFirstAndSaysWhy(String password, String reasons) {
        AtomicReference<ApiAnswer> answer = new AtomicReference<>();

        int hashes =
                HASHER.during(() -> answer.set(system.api().post("/api/v1/auth/register", """
                {"email": "countess1843@example.com", "password": "%s", "displayName": "Zenobia"}""".formatted(password))));

        assertThat(answer.get().outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.get().json().findValuesAsText("pointer")).containsOnly("/password");
        assertThat(answer.get().json().get("errors").findValuesAsText("code")).contains(reasons.split(", "));
        assertThat(hashes).isZero();
        // The hint says the same, as far as it is told the same.
        if (!reasons.equals("contains-name")) {
            ApiAnswer hint = system.api().post("/api/v1/auth/password/check", """
                    {"password": "%s", "email": "countess1843@example.com"}""".formatted(password));
            assertThat(hint.json().get("acceptable").asBoolean()).isFalse();
            assertThat(hint.json().get("refusals").toString()).contains(reasons.split(", "));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "correct horse battery staple",
                "some other long password",
                "a password of my own choice",
                "my dog likes old cheese",
                "Tr0ub4dor&3 and friends",
                "kJ9x-2mQv-77tR-pLw0",
                "üç kırmızı balık yüzer"
            })
    void acceptsPhrasesAndWhatPasswordManagersMake(String password) {
        ApiAnswer hint = system.api().post("/api/v1/auth/password/check", """
                {"password": "%s"}""".formatted(password));

        assertThat(hint.outcome()).isEqualTo("200");
        assertThat(hint.json().get("refusals")).isEmpty();
        assertThat(hint.json().get("strength").asInt()).isBetween(2, 4);
    }

    @Test
    void theHintHashesAndKeepsNothingHoweverLongThePassword() {
        AtomicReference<ApiAnswer> hint = new AtomicReference<>();

        int hashes = HASHER.during(() ->
                hint.set(system.api().post("/api/v1/auth/password/check", """
                {"password": "%s"}""".formatted(firstOf(LETTERS, 10_000)))));

        assertThat(hashes).isZero();
        assertThat(hint.get().json().get("refusals").toString()).isEqualTo("[\"too-long\"]");
        assertThat(hint.get().header("Cache-Control")).contains("no-store");
    }

    /** So many characters, always the same ones again, where one turn would do by itself. */
    private static String firstOf(String turn, int length) {
        String turns = turn.repeat(1 + length / turn.codePointCount(0, turn.length()));
        return turns.substring(0, turns.offsetByCodePoints(0, length));
    }

    private static List<String> seenWithOneHash(Supplier<ApiAnswer> attempt) {
        AtomicReference<ApiAnswer> answer = new AtomicReference<>();
        int hashes = HASHER.during(() -> answer.set(attempt.get()));
        assertThat(hashes).isEqualTo(1);
        return Answers.seen(answer.get());
    }
}
