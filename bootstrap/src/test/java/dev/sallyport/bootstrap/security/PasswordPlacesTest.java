package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Passwords are judged alike wherever they are chosen, and compared alike wherever they are asked for. */
@DisplayName("Passwords at every endpoint that takes one: ASVS 6.2.1, 6.2.4, 6.2.8, 6.2.9; NIST SP 800-63B-4 §3.1.1.2")
final class PasswordPlacesTest {
    private static final String LETTERS = "Grob lacquer; 7 vexed newts on a wharf";
    private static final String PICTURES =
            "\uD83D\uDE80\uD83C\uDF55\uD83D\uDC22\uD83C\uDF82\uD83D\uDC19\uD83D\uDD11\uD83C\uDFB7\uD83D\uDEB2"
                    + "\uD83C\uDF0B\uD83C\uDF08\uD83E\uDD84\uD83C\uDF4B\uD83D\uDCDA\uD83C\uDFAF\uD83D\uDC1D\uD83D\uDC33";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static SteeredSystem system;
    private static Guest guest;
    private static int people;

    @BeforeAll
    static void start() {
        system = SteeredSystem.on(postgres.settings(), new FakePasswordHasher());
        guest = system.guest();
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    /** Where a password is chosen. */
    enum Choice {
        REGISTER("/password", "202") {
            @Override
            ApiAnswer of(String email, String password) {
                ApiAnswer answer = guest.register(email, password);
                if (answer.status() == 202) {
                    guest.verifyByLink(Inbox.token(guest.mail(email, "verify-address")), password);
                }
                return answer;
            }
        },
        RESET("/newPassword", "204") {
            @Override
            ApiAnswer of(String email, String password) {
                guest.signUp(email);
                return guest.reset(guest.resetToken(email), password);
            }
        },
        CHANGE("/newPassword", "204") {
            @Override
            ApiAnswer of(String email, String password) {
                String accessToken = guest.signUp(email).text("accessToken");
                return guest.changePassword(accessToken, Guest.PASSWORD, password);
            }
        };

        private final String pointer;
        private final String accepted;

        Choice(String pointer, String accepted) {
            this.pointer = pointer;
            this.accepted = accepted;
        }

        abstract ApiAnswer of(String email, String password);
    }

    static Stream<Arguments> refused() {
        return everywhere(Map.of(
                "one character", Arguments.of("x", "too-short"),
                "14 characters", Arguments.of(firstOf(LETTERS, 14), "too-short"),
                "14 pictures", Arguments.of(firstOf(PICTURES, 14), "too-short"),
                "14 characters, decomposed",
                        Arguments.of(Normalizer.normalize("äöüéèêñçåøÿîôû", Normalizer.Form.NFD), "too-short"),
                "257 characters", Arguments.of(firstOf(LETTERS, 257), "too-long"),
                "257 pictures", Arguments.of(firstOf(PICTURES, 257), "too-long"),
                "10 000 characters", Arguments.of(firstOf(LETTERS, 10_000), "too-long"),
                "a common one", Arguments.of("passwordpassword", "too-common"),
                "the address", Arguments.of("Somebody-42 somebody-42", "contains-address")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("refused")
    void refusesItWithTheReasonWhereverItIsChosen(Choice choice, String what, String password, String reason) {
        String email = what.equals("the address")
                ? "somebody-42@" + choice.name().toLowerCase(Locale.ROOT) + ".example.com"
                : somebody();

        ApiAnswer answer = choice.of(email, password);

        assertThat(answer.outcome()).isEqualTo("422 invalid-input");
        assertThat(answer.json().get("errors").findValuesAsText("pointer")).containsOnly(choice.pointer);
        assertThat(answer.json().get("errors").findValuesAsText("code")).contains(reason);
        assertThat(guest.login(email, password).outcome()).isEqualTo("401 invalid-credentials");
    }

    static Stream<Arguments> accepted() {
        return everywhere(Map.of(
                "15 characters", Arguments.of(firstOf(LETTERS, 15)),
                "15 pictures", Arguments.of(firstOf(PICTURES, 15)),
                "256 characters", Arguments.of(firstOf(LETTERS, 256)),
                "256 pictures", Arguments.of(firstOf(PICTURES, 256)),
                "accents", Arguments.of("Žluťoučký kůň úpěl Å"),
                "spaces at both ends", Arguments.of("  seven quiet lanterns  ")));
    }

    @ParameterizedTest(name = "{0}: {1}")
    @MethodSource("accepted")
    void takesItAsItIsWhereverItIsChosen(Choice choice, String what, String password) {
        String email = somebody();

        assertThat(choice.of(email, password).outcome()).isEqualTo(choice.accepted);

        assertThat(guest.login(email, password).outcome()).isEqualTo("200");
        assertThat(guest.login(email, Normalizer.normalize(password, Normalizer.Form.NFD))
                        .outcome())
                .as("decomposed")
                .isEqualTo("200");
        assertThat(guest.login(email, password + " ").outcome()).isEqualTo("401 invalid-credentials");
        if (!password.strip().equals(password)) {
            assertThat(guest.login(email, password.strip()).outcome()).isEqualTo("401 invalid-credentials");
        }
    }

    @ParameterizedTest
    @EnumSource(Choice.class)
    void readsNoNulWhereverItIsChosen(Choice choice) {
        String email = somebody();

        assertThat(choice.of(email, "seven quiet\u0000lanterns drift").outcome())
                .isEqualTo("400 unreadable-body");
    }

    /** Where a password is asked for. */
    enum Question {
        LOGIN("200") {
            @Override
            ApiAnswer answeredBy(String email, String accessToken, String password) {
                return guest.login(email, password);
            }
        },
        CHANGE_PASSWORD("204") {
            @Override
            ApiAnswer answeredBy(String email, String accessToken, String password) {
                return guest.changePassword(accessToken, password, "seven quiet lanterns drift ashore");
            }
        },
        CHANGE_EMAIL("202") {
            @Override
            ApiAnswer answeredBy(String email, String accessToken, String password) {
                return guest.changeEmail(accessToken, "new-" + email, password);
            }
        },
        DELETE("204") {
            @Override
            ApiAnswer answeredBy(String email, String accessToken, String password) {
                return guest.deleteMe(accessToken, password);
            }
        };

        private final String accepted;

        Question(String accepted) {
            this.accepted = accepted;
        }

        abstract ApiAnswer answeredBy(String email, String accessToken, String password);
    }

    // What the policy says of new passwords tells nothing about the one that somebody has.
    @ParameterizedTest
    @EnumSource(Question.class)
    void takesWhatNobodyCanHaveForMerelyWrongAndTheRightOneInEitherForm(Question question) {
        String email = somebody();
        String password = "Žluťoučký kůň úpěl Å";
        String accessToken = guest.signUp(email, password).text("accessToken");

        for (String wrong : new String[] {
            "x",
            firstOf(LETTERS, 14),
            firstOf(LETTERS, 256),
            firstOf(LETTERS, 257),
            firstOf(LETTERS, 10_000),
            firstOf(PICTURES, 257),
            " " + password,
            password + " ",
            password.substring(0, password.length() - 1)
        }) {
            assertThat(question.answeredBy(email, accessToken, wrong).outcome()).isEqualTo("401 invalid-credentials");
        }
        assertThat(question.answeredBy(email, accessToken, "nul \u0000 in it").outcome())
                .isEqualTo("400 unreadable-body");
        String decomposed = Normalizer.normalize(password, Normalizer.Form.NFD);
        assertThat(question.answeredBy(email, accessToken, decomposed).outcome())
                .isEqualTo(question.accepted);
    }

    /** Each with each. */
    private static Stream<Arguments> everywhere(Map<String, Arguments> cases) {
        return Arrays.stream(Choice.values())
                .flatMap(choice -> cases.entrySet().stream()
                        .map(each -> Arguments.of(Stream.concat(
                                        Stream.of(choice, each.getKey()),
                                        Arrays.stream(each.getValue().get()))
                                .toArray())));
    }

    private static String somebody() {
        people++;
        return "person-" + people + "@example.com";
    }

    /** So many characters, always the same ones again. */
    private static String firstOf(String turn, int length) {
        String turns = turn.repeat(1 + length / turn.codePointCount(0, turn.length()));
        return turns.substring(0, turns.offsetByCodePoints(0, length));
    }
}
