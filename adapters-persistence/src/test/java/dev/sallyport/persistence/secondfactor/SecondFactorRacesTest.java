package dev.sallyport.persistence.secondfactor;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.HASH;
import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.application.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.secondfactor.SecondFactors;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakeVault;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.secondfactor.FactorProof;
import dev.sallyport.domain.secondfactor.KeptRecoveryCode;
import dev.sallyport.domain.secondfactor.PendingTotp;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.secondfactor.TotpSeed;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import dev.sallyport.persistence.Database;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Meeting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Who meets whom at an account with a second factor, or one that is about to have one. */
@Timeout(20)
class SecondFactorRacesTest {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final SessionPolicy POLICY = Fakes.POLICIES.session();
    private static final Instant EXPIRY = NOW.plus(Duration.ofMinutes(5));
    private static final Set<AuthenticationMethod> WITH_CODE =
            Set.of(AuthenticationMethod.PASSWORD, AuthenticationMethod.MULTIPLE_FACTORS);
    private static final FactorProof STEP = new FactorProof.TotpStep(1);
    private static final FactorProof CODE = new FactorProof.UsedRecoveryCode("AAAA");
    private static final List<KeptRecoveryCode> CODES = List.of(new KeptRecoveryCode("AAAA", HASH));

    private final Database database = postgres.database();
    private final Users users = database.users();
    private final Sessions sessions = database.sessions();
    private final SecondFactors factors = database.secondFactors(new FakeVault("key"));
    private final SignInChallenges challenges = database.signInChallenges(new FakeVault("key"));
    private final Meeting meeting = new Meeting(postgres);
    private final User ada = Samples.user(ADA);
    private final PendingTotp totp = new PendingTotp(
            UUID.randomUUID(), TotpSeed.of("A".repeat(32)), new TotpParameters(6, Duration.ofSeconds(30)));

    @BeforeEach
    void enrol() {
        users.add(ada, HASH);
        factors.enrol(ada.id(), totp, NOW);
    }

    @Test
    void ofTwoWhoConfirmAnAuthenticatorTheSecondIsRefused() {
        assertThat(second(this::confirm, this::confirm)).isFalse();
    }

    @Test
    void aConfirmationThatMeetsASuspensionIsRefused() {
        boolean second = meeting.whileUncommittedSql("UPDATE users SET status = 'suspended'", this::confirm);

        assertThat(second).isFalse();
        assertThat(factors.of(ada.id()).totp()).isEmpty();
    }

    @Test
    void aSignInThatMeetsAConfirmationIsRefused() {
        var second = second(this::confirm, () -> sessions.open(Samples.newSession(ada), POLICY));

        assertThat(second).isEmpty();
    }

    @Test
    void aConfirmationThatMeetsASignInLeavesItsSessionOfNoUseAndFindsItToEnd() {
        NewSession wanted = Samples.newSession(ada);

        List<SessionId> ended = second(() -> sessions.open(wanted, POLICY), () -> {
            assertThat(confirm()).isTrue();
            assertThat(sessions.active(wanted.id())).isEmpty();
            return sessions.endAll(ada.id());
        });

        assertThat(ended).containsExactly(wanted.id());
    }

    @Test
    void aRefreshThatMeetsAConfirmationThatEndsItsSessionIsRefused() {
        NewSession wanted = Samples.newSession(ada);
        sessions.open(wanted, POLICY);

        var second = second(
                () -> {
                    confirm();
                    sessions.endAll(ada.id());
                },
                () -> sessions.rotate(wanted.id(), 0, CLIENT, POLICY));

        assertThat(second).isEmpty();
    }

    @Test
    void noSessionWithoutASecondFactorIsOfUseOnceManySignInsHaveMetTheConfirmation() {
        for (int round = 0; round < 5; round++) {
            User user = Samples.user(EmailAddress.of("user" + round + "@example.com"));
            users.add(user, HASH);
            factors.enrol(user.id(), totp, NOW);
            List<NewSession> wanted =
                    Stream.generate(() -> Samples.newSession(user)).limit(10).toList();

            Concurrently.times(
                    11,
                    i -> i == 10
                            ? factors.confirm(user.id(), totp, 0, CODES, NOW)
                            : sessions.open(wanted.get(i), POLICY).isPresent());

            assertThat(users.credentials(user.email()).orElseThrow().user().twoFactorEnabled())
                    .isTrue();
            assertThat(wanted).allSatisfy(session -> {
                assertThat(sessions.active(session.id())).isEmpty();
                assertThat(sessions.rotate(session.id(), 0, CLIENT, POLICY)).isEmpty();
            });
        }
    }

    @Test
    void ofTwoWhoAnswerASignInTheSecondIsRefusedAndSpendsNothing() {
        confirm();
        await(digest(1));

        assertThat(second(() -> complete(digest(1), STEP), () -> complete(digest(1), CODE)))
                .isFalse();
        assertThat(factors.of(ada.id()).recoveryCodes()).hasSize(1);
    }

    @Test
    void ofTwoSignInsThatAreAnsweredByOneProofTheSecondIsRefusedAndStillWaits() {
        confirm();
        await(digest(1));
        await(digest(2));

        assertThat(second(() -> complete(digest(1), STEP), () -> complete(digest(2), STEP)))
                .isFalse();
        assertThat(complete(digest(2), CODE)).isTrue();
    }

    @Test
    void aProofThatWasSpentOtherwiseMeanwhileEndsNoSignIn() {
        confirm();
        await(digest(1));

        assertThat(second(() -> factors.spend(ada.id(), STEP, NOW), () -> complete(digest(1), STEP)))
                .isFalse();
        assertThat(second(() -> factors.spend(ada.id(), CODE, NOW), () -> complete(digest(1), CODE)))
                .isFalse();
    }

    @Test
    void aSignInThatMeetsTheLossOfItsFactorIsVoid() {
        confirm();
        await(digest(1));

        assertThat(second(() -> factors.remove(ada.id()), () -> complete(digest(1), STEP)))
                .isFalse();
        assertThat(challenges.attempt(digest(1), 5, NOW)).isEmpty();
    }

    @Test
    void ofTwoSetsOfRecoveryCodesTheSecondIsKeptWhole() {
        confirm();
        List<KeptRecoveryCode> unseen = List.of(new KeptRecoveryCode("DDDD", HASH));
        List<KeptRecoveryCode> codes = List.of(new KeptRecoveryCode("BBBB", HASH), new KeptRecoveryCode("CCCC", HASH));

        List<KeptRecoveryCode> kept = second(() -> factors.replaceRecoveryCodes(ada.id(), unseen, NOW), () -> {
            factors.replaceRecoveryCodes(ada.id(), codes, NOW);
            return factors.of(ada.id()).recoveryCodes();
        });

        assertThat(kept).extracting(KeptRecoveryCode::selector).containsExactly("BBBB", "CCCC");
    }

    /** Who holds a sign-in or an authenticator and then waits for the account might have somebody wait who holds the account. */
    @Test
    void signInsAndEnrolmentsWaitForTheAccountBeforeAnythingElse() {
        Runnable somethingElse = () -> factors.refused(ada.id());

        assertThat(second(somethingElse, () -> factors.tryPending(ada.id(), NOW.minusSeconds(1), 5)))
                .isPresent();
        confirm();
        await(digest(1));
        assertThat(second(somethingElse, () -> complete(digest(1), STEP))).isTrue();
    }

    /** Each would wait for the other otherwise: one for the account, one for the sign-in. */
    @Test
    void wholeSignInsPassByEverythingElseThatBefallsTheirUser() {
        confirm();
        for (int i = 0; i < 40; i++) {
            await(digest(i));
        }

        List<Boolean> signedIn = Concurrently.times(40, i -> switch (i % 8) {
            case 6 -> {
                factors.replaceRecoveryCodes(ada.id(), CODES, NOW);
                yield false;
            }
            case 7 -> {
                factors.refused(ada.id());
                yield false;
            }
            default -> signIn(i, new FactorProof.TotpStep(1 + i % 3)).isPresent();
        });

        assertThat(signedIn).contains(true);
        assertThat(signedIn.stream().filter(succeeded -> succeeded)).hasSizeLessThanOrEqualTo(3);
    }

    private Optional<Sessions.Opened> signIn(int challenge, FactorProof proof) {
        if (challenges.attempt(digest(challenge), 5, NOW).isEmpty()) {
            return Optional.empty();
        }
        return database.transactor()
                .inTransaction(
                        () -> complete(digest(challenge), proof) ? sessions.open(strong(), POLICY) : Optional.empty());
    }

    private NewSession strong() {
        return new NewSession(new SessionId(UUID.randomUUID()), ada.id(), HASH, WITH_CODE, CLIENT);
    }

    private boolean confirm() {
        return factors.confirm(ada.id(), totp, 0, CODES, NOW);
    }

    private void await(SecretDigest challenge) {
        challenges.add(new SignInChallenges.Waiting(challenge, ada.id(), digest(100), EXPIRY));
    }

    private boolean complete(SecretDigest challenge, FactorProof proof) {
        return challenges.complete(challenge, proof, NOW);
    }

    private <T> T second(Runnable first, Supplier<T> second) {
        return meeting.whileUncommitted(first, () -> database.transactor().inTransaction(second));
    }
}
