package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.application.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.secondfactor.SecondFactors;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.application.secondfactor.SignInChallenges.Attempt;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.secondfactor.EnrolledFactors;
import dev.sallyport.domain.secondfactor.FactorProof;
import dev.sallyport.domain.secondfactor.KeptRecoveryCode;
import dev.sallyport.domain.secondfactor.PendingTotp;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.secondfactor.TotpSeed;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SignInChallenges} promises. */
public abstract class SignInChallengesContract {
    private static final int MOST_TRIES = 5;
    private static final long STEP = 59_000_000;
    private static final FactorProof NEXT_STEP = new FactorProof.TotpStep(STEP + 1);
    private static final FactorProof CODE = new FactorProof.UsedRecoveryCode("AAAA");
    private static final SecretDigest CHALLENGE = digest(1);
    private static final SecretDigest OTHER = digest(2);
    private static final SecretDigest PROVEN = digest(100);
    private static final Instant EXPIRY = NOW.plus(Duration.ofMinutes(5));

    private final User ada = Samples.user(ADA);
    private final User bob = Samples.user(EmailAddress.of("bob@example.com"));
    private final PendingTotp totp = new PendingTotp(
            UUID.randomUUID(), TotpSeed.of("A".repeat(32)), new TotpParameters(6, Duration.ofSeconds(30)));

    /** The adapter under test, without any sign-in. */
    protected abstract SignInChallenges challenges();

    /** The factors beside it, without any. */
    protected abstract SecondFactors factors();

    /** The accounts beside it, without any. */
    protected abstract Users users();

    @BeforeEach
    void register() {
        for (User user : List.of(ada, bob)) {
            users().add(user, HASH);
            factors().enrol(user.id(), totp, NOW);
            factors().confirm(user.id(), totp, STEP, List.of(new KeptRecoveryCode("AAAA", HASH)), NOW);
        }
    }

    @Test
    void tellsWhoGoesOnAndByWhatTheyCanProveThemselves() {
        await(ada, CHALLENGE);

        Attempt attempt = attempt(CHALLENGE).orElseThrow();

        assertThat(attempt.user()).isEqualTo(ada.withSecondFactor(true));
        assertThat(attempt.password().reveal()).isEqualTo(HASH.reveal());
        assertThat(attempt.provenPassword()).isEqualTo(PROVEN);
        assertThat(attempt.factors().totp().orElseThrow().seed().reveal())
                .isEqualTo(totp.seed().reveal());
        assertThat(attempt.factors().totp().orElseThrow().spentStep()).isEqualTo(STEP);
        assertThat(attempt.factors().recoveryCodes())
                .extracting(KeptRecoveryCode::selector, code -> code.hash().reveal())
                .containsExactly(tuple("AAAA", HASH.reveal()));
    }

    @Test
    void tellsHowTheUserStandsByNow() {
        await(ada, CHALLENGE);
        PasswordHash chosen = PasswordHash.of("$fake$another password altogether");
        users().setPassword(ada.id(), chosen);
        factors().spend(ada.id(), NEXT_STEP, NOW);
        factors().spend(ada.id(), CODE, NOW);

        Attempt attempt = attempt(CHALLENGE).orElseThrow();

        assertThat(attempt.password().reveal()).isEqualTo(chosen.reveal());
        assertThat(attempt.provenPassword()).isEqualTo(PROVEN);
        assertThat(attempt.factors().totp().orElseThrow().spentStep()).isEqualTo(STEP + 1);
        assertThat(attempt.factors().recoveryCodes()).isEmpty();
    }

    @Test
    void tellsNoAuthenticatorThatIsNotConfirmed() {
        factors().remove(ada.id());
        factors().enrol(ada.id(), totp, NOW);
        await(ada, CHALLENGE);

        assertThat(attempt(CHALLENGE)).map(Attempt::factors).contains(EnrolledFactors.NONE);
        assertThat(complete(CHALLENGE, NEXT_STEP)).isFalse();
    }

    @Test
    void isTriedSoManyTimesAndNoMore() {
        await(ada, CHALLENGE);
        await(ada, OTHER);

        for (int i = 0; i < MOST_TRIES; i++) {
            assertThat(attempt(CHALLENGE)).isPresent();
        }

        assertThat(attempt(CHALLENGE)).isEmpty();
        assertThat(attempt(OTHER)).isPresent();
        assertThat(attempt(digest(3))).as("unknown").isEmpty();
    }

    @Test
    void isTriedByNoMoreOfManyAtOnce() {
        await(ada, CHALLENGE);

        List<Optional<Attempt>> answers = Concurrently.times(50, i -> attempt(CHALLENGE));

        assertThat(answers).filteredOn(Optional::isPresent).hasSize(MOST_TRIES);
    }

    @Test
    void isVoidFromTheInstantOfExpiryOn() {
        await(ada, CHALLENGE);

        assertThat(challenges().attempt(CHALLENGE, MOST_TRIES, EXPIRY)).isEmpty();
        assertThat(challenges().complete(CHALLENGE, NEXT_STEP, EXPIRY)).isFalse();
        assertThat(challenges().attempt(CHALLENGE, MOST_TRIES, EXPIRY.minusMillis(1)))
                .isPresent();
        assertThat(challenges().complete(CHALLENGE, NEXT_STEP, EXPIRY.minusMillis(1)))
                .as("nothing was spent")
                .isTrue();
    }

    @Test
    void endsBySpendingAProof() {
        await(ada, CHALLENGE);
        await(ada, OTHER);

        assertThat(complete(CHALLENGE, NEXT_STEP)).isTrue();

        assertThat(attempt(CHALLENGE)).isEmpty();
        assertThat(complete(CHALLENGE, CODE)).as("over").isFalse();
        assertThat(complete(OTHER, NEXT_STEP)).as("spent").isFalse();
        assertThat(complete(OTHER, CODE)).as("still waits").isTrue();
        assertThat(factors().of(ada.id()).totp().orElseThrow().spentStep()).isEqualTo(STEP + 1);
        assertThat(factors().of(ada.id()).recoveryCodes()).isEmpty();
    }

    @Test
    void endsByNoProofThatIsNoneOrSomebodyElses() {
        await(ada, CHALLENGE);
        factors().spend(ada.id(), CODE, NOW);

        assertThat(complete(CHALLENGE, CODE)).isFalse();
        assertThat(complete(CHALLENGE, new FactorProof.TotpStep(STEP))).isFalse();
        assertThat(complete(OTHER, NEXT_STEP)).isFalse();

        assertThat(factors().of(bob.id()).recoveryCodes()).hasSize(1);
        assertThat(attempt(CHALLENGE)).isPresent();
    }

    @Test
    void ofManyWhoAnswerOneSignInByOneProofOneSucceeds() {
        await(ada, CHALLENGE);
        await(bob, OTHER);

        assertThat(Concurrently.times(50, i -> complete(CHALLENGE, NEXT_STEP))).containsOnlyOnce(true);
        assertThat(Concurrently.times(30, i -> complete(OTHER, CODE))).containsOnlyOnce(true);
    }

    @Test
    void ofManySignInsThatAreAnsweredByOneProofOneSucceeds() {
        for (int i = 0; i < 100; i++) {
            await(ada, digest(i));
        }

        assertThat(Concurrently.times(50, i -> complete(digest(i), NEXT_STEP))).containsOnlyOnce(true);
        assertThat(Concurrently.times(50, i -> complete(digest(50 + i), CODE))).containsOnlyOnce(true);
    }

    @Test
    void ofManyProofsOfOneSignInOneIsSpent() {
        for (int round = 0; round < 5; round++) {
            User user = Samples.user(EmailAddress.of("user" + round + "@example.com"));
            users().add(user, HASH);
            factors().enrol(user.id(), totp, NOW);
            factors().confirm(user.id(), totp, STEP, List.of(new KeptRecoveryCode("AAAA", HASH)), NOW);
            SecretDigest challenge = digest(round);
            await(user, challenge);

            List<Boolean> answers = Concurrently.times(20, i -> complete(challenge, i % 2 == 0 ? NEXT_STEP : CODE));

            boolean bySteps = answers.indexOf(true) % 2 == 0;
            EnrolledFactors left = factors().of(user.id());
            assertThat(answers).containsOnlyOnce(true);
            assertThat(left.totp().orElseThrow().spentStep()).isEqualTo(bySteps ? STEP + 1 : STEP);
            assertThat(left.recoveryCodes()).hasSize(bySteps ? 1 : 0);
        }
    }

    @Test
    void whoeverIsGoneHasNothingToWaitFor() {
        users().remove(ada.id());

        await(ada, CHALLENGE);

        assertThat(attempt(CHALLENGE)).isEmpty();
        assertThat(complete(CHALLENGE, NEXT_STEP)).isFalse();
    }

    @Test
    void whoeverIsSuspendedByNowHasNothingToWaitForEither() {
        users().suspend(ada.id());
        await(ada, CHALLENGE);
        users().reinstate(ada.id());

        assertThat(challenges().attempt(CHALLENGE, MOST_TRIES, NOW)).isEmpty();
    }

    @Test
    void withdrawsWhatOneUserWaitsForAndNothingElse() {
        await(ada, CHALLENGE);
        await(bob, OTHER);

        challenges().withdraw(ada.id());

        assertThat(challenges().attempt(CHALLENGE, MOST_TRIES, NOW)).isEmpty();
        assertThat(challenges().attempt(OTHER, MOST_TRIES, NOW)).isPresent();
        assertThat(challenges().complete(CHALLENGE, NEXT_STEP, NOW)).isFalse();
    }

    @Test
    void purgesWhatHasExpiredInBatches() {
        for (int i = 0; i < 3; i++) {
            await(ada, digest(i));
        }

        assertThat(challenges().purge(EXPIRY.minusMillis(1), 10)).isZero();
        assertThat(attempt(digest(0))).isPresent();
        assertThat(challenges().purge(EXPIRY, 2)).isEqualTo(2);
        assertThat(challenges().purge(EXPIRY, 2)).isEqualTo(1);
        assertThat(challenges().purge(EXPIRY, 2)).isZero();
    }

    private void await(User user, SecretDigest challenge) {
        challenges().add(new SignInChallenges.Waiting(challenge, user.id(), PROVEN, EXPIRY));
    }

    private Optional<Attempt> attempt(SecretDigest challenge) {
        return challenges().attempt(challenge, MOST_TRIES, NOW);
    }

    private boolean complete(SecretDigest challenge, FactorProof proof) {
        return challenges().complete(challenge, proof, NOW);
    }
}
