package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.application.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.secondfactor.SecondFactors;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secondfactor.EnrolledFactors;
import dev.sallyport.domain.secondfactor.FactorProof;
import dev.sallyport.domain.secondfactor.KeptRecoveryCode;
import dev.sallyport.domain.secondfactor.PendingTotp;
import dev.sallyport.domain.secondfactor.Totp;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.secondfactor.TotpSeed;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.SessionId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SecondFactors} promises. */
public abstract class SecondFactorsContract {
    private static final int MOST_TRIES = 5;
    private static final long STEP = 59_000_000;
    private static final List<KeptRecoveryCode> CODES = codes("first", "AAAA", "BBBB", "CCCC");

    private final User ada = Samples.user(ADA);
    private final User bob = Samples.user(EmailAddress.of("bob@example.com"));
    private final PendingTotp totp = authenticator('A');

    /** The adapter under test, without any factor. */
    protected abstract SecondFactors factors();

    /** The sign-ins beside it, without any. */
    protected abstract SignInChallenges challenges();

    /** The accounts beside it, without any. */
    protected abstract Users users();

    /** The sessions beside it, without any. */
    protected abstract Sessions sessions();

    /** Suspends a user, which {@link Users} has no word for yet. */
    protected abstract void suspend(UserId user);

    @BeforeEach
    void register() {
        users().add(ada, HASH);
        users().add(bob, HASH);
    }

    @Test
    void nobodyHasOneAtFirst() {
        assertThat(factors().of(ada.id())).isEqualTo(EnrolledFactors.NONE);
        assertThat(factors().of(new UserId(UUID.randomUUID()))).isEqualTo(EnrolledFactors.NONE);
        assertThat(factors().tryPending(ada.id(), NOW.minusSeconds(1), MOST_TRIES))
                .isEmpty();
        assertThat(hasOne(ada)).isFalse();
    }

    @Test
    void anAuthenticatorCountsForNothingUntilItIsConfirmed() {
        factors().enrol(ada.id(), totp, NOW);

        assertThat(factors().of(ada.id())).isEqualTo(EnrolledFactors.NONE);
        assertThat(factors().spend(ada.id(), step(STEP), NOW)).isFalse();
        assertThat(hasOne(ada)).isFalse();
    }

    @Test
    void confirmingGivesTheUserTheAuthenticatorAndTheCodes() {
        factors().enrol(ada.id(), totp, NOW);
        factors().enrol(bob.id(), authenticator('B'), NOW);

        assertThat(factors().confirm(ada.id(), totp, STEP, CODES, NOW)).isTrue();

        Totp confirmed = factors().of(ada.id()).totp().orElseThrow();
        assertThat(confirmed.seed().reveal()).isEqualTo(totp.seed().reveal());
        assertThat(confirmed.parameters()).isEqualTo(totp.parameters());
        assertThat(confirmed.spentStep()).isEqualTo(STEP);
        assertThat(hashesOf(ada)).isEqualTo(hashes(CODES));
        assertThat(hasOne(ada)).isTrue();
        assertThat(hasOne(bob)).isFalse();
        assertThat(tryPending(ada)).as("nothing is to be confirmed any more").isEmpty();
    }

    @Test
    void handsOutWhatIsToBeConfirmedSoManyTimes() {
        factors().enrol(ada.id(), totp, NOW);

        PendingTotp pending = tryPending(ada).orElseThrow();
        assertThat(pending.enrolment()).isEqualTo(totp.enrolment());
        assertThat(pending.seed().reveal()).isEqualTo(totp.seed().reveal());
        assertThat(pending.parameters()).isEqualTo(totp.parameters());

        for (int i = 1; i < MOST_TRIES; i++) {
            assertThat(tryPending(ada)).isPresent();
        }
        assertThat(tryPending(ada)).isEmpty();
        assertThat(tryPending(bob)).isEmpty();
    }

    @Test
    void handsOutWhatIsToBeConfirmedToNoMoreOfManyAtOnce() {
        factors().enrol(ada.id(), totp, NOW);

        List<Optional<PendingTotp>> answers = Concurrently.times(30, i -> tryPending(ada));

        assertThat(answers).filteredOn(Optional::isPresent).hasSize(MOST_TRIES);
    }

    @Test
    void handsOutOnlyWhatWasEnrolledAfterAnInstant() {
        factors().enrol(ada.id(), totp, NOW);

        assertThat(factors().tryPending(ada.id(), NOW, MOST_TRIES)).isEmpty();
        assertThat(factors().tryPending(ada.id(), NOW.minusMillis(1), MOST_TRIES))
                .isPresent();
    }

    @Test
    void aNewEnrolmentVoidsTheOneBeforeAndHasAllItsTries() {
        factors().enrol(ada.id(), totp, NOW);
        IntStream.range(0, MOST_TRIES).forEach(i -> tryPending(ada));
        PendingTotp second = authenticator('B');

        factors().enrol(ada.id(), second, NOW);

        assertThat(factors().confirm(ada.id(), totp, STEP, CODES, NOW)).isFalse();
        assertThat(tryPending(ada)).map(PendingTotp::enrolment).contains(second.enrolment());
        assertThat(factors().confirm(ada.id(), second, STEP, CODES, NOW)).isTrue();
    }

    @Test
    void anEnrolmentLeavesAConfirmedAuthenticatorAsItIs() {
        enrolled(ada);
        PendingTotp second = authenticator('B');

        factors().enrol(ada.id(), second, NOW);

        assertThat(tryPending(ada)).isEmpty();
        assertThat(factors().confirm(ada.id(), second, STEP, List.of(), NOW)).isFalse();
        assertThat(factors().of(ada.id()).totp().orElseThrow().seed().reveal())
                .isEqualTo(totp.seed().reveal());
        assertThat(hashesOf(ada)).isEqualTo(hashes(CODES));
    }

    @Test
    void confirmsForExactlyOneOfManyAtOnce() {
        factors().enrol(ada.id(), totp, NOW);

        List<Boolean> answers = Concurrently.times(
                30, i -> factors().confirm(ada.id(), totp, STEP + i, codes("of " + i, "AAAA", "X" + i), NOW));

        int first = answers.indexOf(true);
        assertThat(answers).containsOnlyOnce(true);
        assertThat(factors().of(ada.id()).totp().orElseThrow().spentStep()).isEqualTo(STEP + first);
        assertThat(hashesOf(ada)).isEqualTo(hashes(codes("of " + first, "AAAA", "X" + first)));
    }

    @Test
    void confirmsNothingForWhoeverMayNotActOrIsNotEnrolled() {
        factors().enrol(ada.id(), totp, NOW);
        factors().refused(ada.id());
        suspend(ada.id());

        assertThat(factors().confirm(ada.id(), totp, STEP, CODES, NOW)).isFalse();
        assertThat(factors().confirm(bob.id(), totp, STEP, CODES, NOW)).isFalse();

        for (User user : List.of(ada, bob)) {
            assertThat(factors().of(user.id())).isEqualTo(EnrolledFactors.NONE);
            assertThat(hasOne(user)).isFalse();
        }
        assertThat(factors().refused(ada.id())).isEqualTo(new ConsecutiveFailures(2));
        assertThat(tryPending(ada)).as("still to be confirmed").isPresent();
    }

    @Test
    void spendsOnlyStepsAfterTheLastSpent() {
        enrolled(ada);

        assertThat(factors().spend(ada.id(), step(STEP), NOW)).isFalse();
        assertThat(factors().spend(ada.id(), step(STEP + 2), NOW)).isTrue();
        assertThat(factors().spend(ada.id(), step(STEP + 2), NOW)).isFalse();
        assertThat(factors().spend(ada.id(), step(STEP + 1), NOW)).isFalse();
        assertThat(factors().of(ada.id()).totp().orElseThrow().spentStep()).isEqualTo(STEP + 2);
        assertThat(factors().spend(ada.id(), step(STEP + 3), NOW)).isTrue();
    }

    @Test
    void spendsARecoveryCodeOnceAndNobodyElses() {
        enrolled(ada);
        enrolled(bob);

        assertThat(factors().spend(ada.id(), code("BBBB"), NOW)).isTrue();

        assertThat(factors().spend(ada.id(), code("BBBB"), NOW)).isFalse();
        assertThat(factors().spend(ada.id(), code("ZZZZ"), NOW)).isFalse();
        assertThat(hashesOf(ada)).containsOnlyKeys("AAAA", "CCCC");
        assertThat(hashesOf(bob)).isEqualTo(hashes(CODES));
    }

    @Test
    void spendsAProofForExactlyOneOfManyAtOnce() {
        enrolled(ada);

        assertThat(Concurrently.times(50, i -> factors().spend(ada.id(), step(STEP + 1), NOW)))
                .containsOnlyOnce(true);
        assertThat(Concurrently.times(30, i -> factors().spend(ada.id(), code("AAAA"), NOW)))
                .containsOnlyOnce(true);
    }

    @Test
    void givesEachOfManyFailuresAtOnceAnotherNumber() {
        List<Integer> counted =
                Concurrently.times(30, i -> factors().refused(ada.id()).count());

        assertThat(counted)
                .containsExactlyInAnyOrderElementsOf(
                        IntStream.rangeClosed(1, 30).boxed().toList());
        assertThat(factors().refused(bob.id())).isEqualTo(new ConsecutiveFailures(1));
    }

    @Test
    void whateverIsProvenForgivesTheFailuresBeforeIt() {
        factors().refused(ada.id());
        enrolled(ada);
        assertThat(factors().refused(ada.id())).as("confirmed").isEqualTo(new ConsecutiveFailures(1));

        factors().spend(ada.id(), step(STEP), NOW);
        assertThat(factors().refused(ada.id())).as("nothing was spent").isEqualTo(new ConsecutiveFailures(2));

        factors().spend(ada.id(), step(STEP + 1), NOW);
        assertThat(factors().refused(ada.id())).as("a step").isEqualTo(new ConsecutiveFailures(1));

        factors().spend(ada.id(), code("AAAA"), NOW);
        assertThat(factors().refused(ada.id())).as("a recovery code").isEqualTo(new ConsecutiveFailures(1));

        open(ada, Set.of(AuthenticationMethod.PASSWORD, AuthenticationMethod.MULTIPLE_FACTORS));
        assertThat(factors().refused(ada.id())).as("a sign-in").isEqualTo(new ConsecutiveFailures(1));

        users().setPassword(ada.id(), HASH);
        assertThat(factors().refused(ada.id())).as("another password").isEqualTo(new ConsecutiveFailures(1));
    }

    @Test
    void aSignInWithoutASecondFactorForgivesNoFailures() {
        factors().refused(ada.id());

        open(ada, Set.of(AuthenticationMethod.PASSWORD));

        assertThat(factors().refused(ada.id())).isEqualTo(new ConsecutiveFailures(2));
    }

    @Test
    void givesAUserOtherRecoveryCodesAndNobodyElse() {
        enrolled(ada);
        enrolled(bob);
        List<KeptRecoveryCode> others = codes("second", "BBBB", "DDDD");

        factors().replaceRecoveryCodes(ada.id(), others, NOW);

        assertThat(hashesOf(ada)).isEqualTo(hashes(others));
        assertThat(factors().of(ada.id()).totp()).isPresent();
        assertThat(hashesOf(bob)).isEqualTo(hashes(CODES));
    }

    @Test
    void ofManySetsOfRecoveryCodesAtOnceOneIsKept() {
        enrolled(ada);

        Concurrently.times(20, i -> {
            factors().replaceRecoveryCodes(ada.id(), codes("of " + i, "AAAA", "X" + i), NOW);
            return i;
        });

        assertThat(hashesOf(ada)).hasSize(2);
        assertThat(hashesOf(ada).values())
                .as("of one set")
                .containsOnly(hashesOf(ada).get("AAAA"));
    }

    @Test
    void takesEverythingAwayAndVoidsTheSignInsThatWaitForIt() {
        enrolled(ada);
        enrolled(bob);
        factors().refused(ada.id());
        await(ada, 1);
        await(bob, 2);

        assertThat(factors().remove(ada.id())).isTrue();

        assertThat(factors().of(ada.id())).isEqualTo(EnrolledFactors.NONE);
        assertThat(hasOne(ada)).isFalse();
        assertThat(challenges().attempt(digest(1), MOST_TRIES, NOW)).isEmpty();
        assertThat(factors().refused(ada.id())).isEqualTo(new ConsecutiveFailures(1));
        assertThat(factors().remove(ada.id())).as("a second time").isFalse();
        assertThat(hasOne(bob)).isTrue();
        assertThat(hashesOf(bob)).isEqualTo(hashes(CODES));
        assertThat(challenges().attempt(digest(2), MOST_TRIES, NOW)).isPresent();
    }

    @Test
    void takesAwayWhatIsNotConfirmedToo() {
        factors().enrol(ada.id(), totp, NOW);

        assertThat(factors().remove(ada.id())).isFalse();

        assertThat(tryPending(ada)).isEmpty();
    }

    @Test
    void goesWithTheAccount() {
        enrolled(ada);
        await(ada, 1);

        users().remove(ada.id());

        assertThat(factors().of(ada.id())).isEqualTo(EnrolledFactors.NONE);
        assertThat(challenges().attempt(digest(1), MOST_TRIES, NOW)).isEmpty();
        users().add(ada, HASH);
        assertThat(factors().of(ada.id())).isEqualTo(EnrolledFactors.NONE);
        assertThat(challenges().attempt(digest(1), MOST_TRIES, NOW)).isEmpty();
    }

    private void enrolled(User user) {
        factors().enrol(user.id(), totp, NOW);
        assertThat(factors().confirm(user.id(), totp, STEP, CODES, NOW)).isTrue();
    }

    private void await(User user, int challenge) {
        challenges()
                .add(new SignInChallenges.Waiting(
                        digest(challenge), user.id(), digest(100), NOW.plus(Duration.ofMinutes(5))));
    }

    private void open(User user, Set<AuthenticationMethod> methods) {
        NewSession wanted = new NewSession(new SessionId(UUID.randomUUID()), user.id(), HASH, methods, Samples.CLIENT);
        assertThat(sessions().open(wanted, Fakes.POLICIES.session())).isPresent();
    }

    private Optional<PendingTotp> tryPending(User user) {
        return factors().tryPending(user.id(), NOW.minusMillis(1), MOST_TRIES);
    }

    private boolean hasOne(User user) {
        return users().credentials(user.email()).orElseThrow().user().twoFactorEnabled();
    }

    private Map<String, String> hashesOf(User user) {
        return hashes(factors().of(user.id()).recoveryCodes());
    }

    private static Map<String, String> hashes(List<KeptRecoveryCode> codes) {
        return codes.stream()
                .collect(Collectors.toMap(
                        KeptRecoveryCode::selector, code -> code.hash().reveal()));
    }

    private static List<KeptRecoveryCode> codes(String set, String... selectors) {
        return Stream.of(selectors)
                .map(selector -> new KeptRecoveryCode(selector, PasswordHash.of("$fake$" + set)))
                .toList();
    }

    private static PendingTotp authenticator(char letter) {
        return new PendingTotp(
                UUID.randomUUID(),
                TotpSeed.of(String.valueOf(letter).repeat(32)),
                new TotpParameters(8, Duration.ofSeconds(60)));
    }

    private static FactorProof step(long step) {
        return new FactorProof.TotpStep(step);
    }

    private static FactorProof code(String selector) {
        return new FactorProof.UsedRecoveryCode(selector);
    }
}
