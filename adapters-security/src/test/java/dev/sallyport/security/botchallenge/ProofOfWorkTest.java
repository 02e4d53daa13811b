package dev.sallyport.security.botchallenge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.botchallenge.ChallengeVerifier.Examination;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.domain.botchallenge.BotChallenge;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.security.keys.TestKeys;
import dev.sallyport.security.secret.HmacSecretDigests;
import dev.sallyport.security.secret.SecureRandomSecrets;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProofOfWorkTest {
    private static final int DIFFICULTY = 1000;

    private final MutableClock clock = new MutableClock();
    private final ProofOfWork work = instance(1, DIFFICULTY);
    private final BotChallenge.ProofOfWork asked = asked(work);
    private final int solution = solve(asked);

    private ProofOfWork instance(int key, int difficulty) {
        return new ProofOfWork(new HmacSecretDigests(TestKeys.hmac(key)), new SecureRandomSecrets(), clock, difficulty);
    }

    private static BotChallenge.ProofOfWork asked(ProofOfWork work) {
        return (BotChallenge.ProofOfWork) work.challenge().orElseThrow();
    }

    static int solve(BotChallenge.ProofOfWork asked) {
        return IntStream.rangeClosed(0, asked.maxNumber())
                .filter(number -> ProofOfWork.digest(asked.salt(), number).equals(asked.challenge()))
                .findFirst()
                .orElseThrow();
    }

    private static String json(String algorithm, String challenge, String number, String salt, String signature) {
        return """
                {"algorithm":"%s","challenge":"%s","number":%s,"salt":"%s","signature":"%s","took":17}""".formatted(algorithm, challenge, number, salt, signature);
    }

    private String right() {
        return json(asked.algorithm(), asked.challenge(), String.valueOf(solution), asked.salt(), asked.signature());
    }

    private Examination examine(String json) {
        return examine(work, json);
    }

    private static Examination examine(ProofOfWork work, String json) {
        return work.examine(
                new BotChallengeAnswer(Base64.getEncoder().encodeToString(json.getBytes(StandardCharsets.UTF_8))));
    }

    private void assertFails(String json) {
        assertThat(json).isNotEqualTo(right());
        assertThat(examine(json)).isEqualTo(new Examination.Failed());
    }

    @Test
    void passesWhoeverFoundTheNumber() {
        assertThat(examine(right())).isEqualTo(new Examination.Passed(asked.challenge()));
    }

    @Test
    void asksForSomethingElseEachTimeAndForAllNumbersUpToItsDifficulty() {
        ProofOfWork coin = instance(1, 1);

        assertThat(asked(coin).salt()).isNotEqualTo(asked(coin).salt());
        assertThat(IntStream.range(0, 100).map(i -> solve(asked(coin)))).contains(0, 1);
        assertThat(asked.maxNumber()).isEqualTo(DIFFICULTY);
        assertThat(asked.algorithm()).isEqualTo("SHA-256");
    }

    @Test
    void passesWhatAnotherInstanceAskedForWithTheSameKeyAndNoneOfAnotherKey() {
        assertThat(examine(instance(1, 5), right())).isInstanceOf(Examination.Passed.class);
        assertThat(examine(instance(2, DIFFICULTY), right())).isEqualTo(new Examination.Failed());
    }

    @Test
    void saysWhenItExpiresInSecondsAndIsThenTooLate() {
        Instant expires = clock.instant().plus(ProofOfWork.LIFETIME);
        assertThat(asked.salt()).endsWith("?expires=" + expires.getEpochSecond() + "&");
        assertThat(ProofOfWork.LIFETIME).isLessThanOrEqualTo(Duration.ofMinutes(10));

        clock.advance(ProofOfWork.LIFETIME.minusMillis(1));
        assertThat(examine(right())).isInstanceOf(Examination.Passed.class);
        clock.advance(Duration.ofMillis(1));
        assertThat(examine(right())).isEqualTo(new Examination.Failed());
    }

    @Test
    void givesEverythingThatAnswersOneChallengeTheSameKeyHoweverItIsWritten() {
        String spaced = right().replace(",", " , ").replace("\"took\":17", "\"took\":18,\"more\":[true]");

        assertThat(examine(spaced)).isEqualTo(examine(right()));
    }

    @Test
    void refusesAnyOtherAlgorithm() {
        for (String algorithm : new String[] {"SHA-512", "SHA-1", "sha-256", "none", ""}) {
            assertFails(json(algorithm, asked.challenge(), String.valueOf(solution), asked.salt(), asked.signature()));
        }
    }

    @Test
    void refusesAnyOtherNumber() {
        for (String number : new String[] {
            String.valueOf(solution + 1),
            "-1",
            solution + ".0",
            solution + "e0",
            "\"" + solution + "\"",
            "null",
            "99999999999"
        }) {
            assertFails(json(asked.algorithm(), asked.challenge(), number, asked.salt(), asked.signature()));
        }
    }

    @Test
    void refusesAChallengeOfTheClientsOwn() {
        String own = ProofOfWork.digest(asked.salt(), 0);

        assertFails(json(asked.algorithm(), own, "0", asked.salt(), asked.signature()));
        assertFails(json(
                asked.algorithm(),
                asked.challenge().toUpperCase(Locale.ROOT),
                String.valueOf(solution),
                asked.salt(),
                asked.signature()));
        assertFails(json(asked.algorithm(), "", "0", asked.salt(), asked.signature()));
    }

    @Test
    void refusesAnotherSaltAndALaterTimeAboveAll() {
        BotChallenge.ProofOfWork other = asked(work);
        String later = asked.salt().replaceFirst("expires=[0-9]+", "expires=99999999999");

        assertFails(
                json(asked.algorithm(), asked.challenge(), String.valueOf(solution), other.salt(), asked.signature()));
        assertFails(json(asked.algorithm(), asked.challenge(), String.valueOf(solution), later, asked.signature()));
        assertFails(json(
                asked.algorithm(),
                ProofOfWork.digest(later, solution),
                String.valueOf(solution),
                later,
                asked.signature()));
    }

    /** CVE-2025-68113: what is digested is the same if digits of the number are taken for digits of the time. */
    @Test
    void refusesANumberWhoseDigitsWereMovedIntoTheTime() {
        String bare = asked.salt().substring(0, asked.salt().length() - 1);

        assertFails(json(asked.algorithm(), asked.challenge(), String.valueOf(solution), bare, asked.signature()));
        assertFails(json(
                asked.algorithm(), asked.challenge(), "0", asked.salt() + String.valueOf(solution), asked.signature()));
        String digits = String.valueOf(solution);
        for (int split = 1; split < digits.length(); split++) {
            assertFails(json(
                    asked.algorithm(),
                    asked.challenge(),
                    digits.substring(split).replaceFirst("^0+(?=.)", ""),
                    asked.salt() + digits.substring(0, split),
                    asked.signature()));
        }
    }

    @Test
    void refusesAnyOtherSignature() {
        String signature = asked.signature();
        String flipped = (signature.charAt(0) == '0' ? "1" : "0") + signature.substring(1);
        for (String other :
                new String[] {flipped, "", signature.substring(1), asked(work).signature()}) {
            assertFails(json(asked.algorithm(), asked.challenge(), String.valueOf(solution), asked.salt(), other));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"algorithm", "challenge", "number", "salt", "signature"})
    void refusesAnAnswerThatLacksAMemberOrHasItTwiceOrOfAnotherType(String member) {
        assertFails(right().replace("\"" + member + "\"", "\"no\""));
        assertFails(right().replaceFirst("\\{", "{\"" + member + "\":0,"));
        assertFails(right().replaceFirst("\"" + member + "\":(\"[^\"]*\"|[0-9]+)", "\"" + member + "\":{}"));
    }

    @Test
    void refusesWhatIsNoJsonObjectInBase64() {
        for (String answer : new String[] {"not*base64", "bm90IGpzb24=", "W10=", "MTc=", "e30=", "e30", "="}) {
            assertThat(work.examine(new BotChallengeAnswer(answer))).isEqualTo(new Examination.Failed());
        }
        assertFails(right() + "{}");
    }

    @Test
    void isNotMadeWithoutAnyWork() {
        assertThatThrownBy(() -> instance(1, 0)).isInstanceOf(IllegalArgumentException.class);
    }
}
