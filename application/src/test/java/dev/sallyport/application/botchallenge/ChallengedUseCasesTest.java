package dev.sallyport.application.botchallenge;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.recovery.RequestPasswordReset;
import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.domain.botchallenge.BotChallengePurpose;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ChallengedUseCasesTest {
    private static final EmailAddress NOBODY = EmailAddress.of("nobody@example.com");
    private static final Password WRONG = Password.of("some other long password");
    private static final Client STRANGER = new Client(ClientAddress.of("192.0.2.99"), "curl/8.5");
    private static final Charge FREE_HERE = Charge.freeOfBotChallenge(BotChallengePurpose.LOGIN, CLIENT.address());
    private static final Charge FREE_AT_ADA = Charge.freeOfBotChallenge(BotChallengePurpose.LOGIN, ADA);

    private final Fakes fakes = new Fakes(Fakes.askingBots());
    private final Journey journey = new Journey(fakes);

    private static @Nullable BotChallengeAnswer answer(@Nullable String text) {
        return text == null ? null : new BotChallengeAnswer(text);
    }

    private SignIn.Result signIn(EmailAddress email, Password password, Client client, @Nullable String answer) {
        return fakes.sallyport().signIn().handle(new SignIn.Command(email, password, client, answer(answer)));
    }

    private RegisterAccount.Result register(EmailAddress email, @Nullable String answer) {
        return fakes.sallyport()
                .registerAccount()
                .handle(new RegisterAccount.Command(email, PASSWORD, null, ENGLISH, CLIENT, answer(answer)));
    }

    private RequestPasswordReset.Result forgot(EmailAddress email, @Nullable String answer) {
        return fakes.sallyport()
                .requestPasswordReset()
                .handle(new RequestPasswordReset.Command(email, CLIENT, answer(answer)));
    }

    @Test
    void asksBeforeAnyWorkWhetherTheAccountExistsOrNot() {
        journey.signedIn(ADA);
        fakes.rateLimits().exhaust(Limit.BOT_CHALLENGE_FREE);
        int workBefore = fakes.passwordHasher().work();
        int mailsBefore = fakes.mailQueue().waiting().size();

        for (EmailAddress address : new EmailAddress[] {ADA, NOBODY}) {
            assertThat(signIn(address, PASSWORD, CLIENT, null)).isEqualTo(new SignIn.Result.ChallengeRequired());
            assertThat(signIn(address, PASSWORD, CLIENT, "wrong-1")).isEqualTo(new SignIn.Result.ChallengeFailed());
            assertThat(register(address, null)).isEqualTo(new RegisterAccount.Result.ChallengeRequired());
            assertThat(register(address, "wrong-1")).isEqualTo(new RegisterAccount.Result.ChallengeFailed());
            assertThat(forgot(address, null)).isEqualTo(new RequestPasswordReset.Result.ChallengeRequired());
            assertThat(forgot(address, "wrong-1")).isEqualTo(new RequestPasswordReset.Result.ChallengeFailed());
        }

        assertThat(fakes.passwordHasher().work()).isEqualTo(workBefore);
        assertThat(fakes.mailQueue().waiting()).hasSize(mailsBefore);
        assertThat(fakes.recoveryRequests().waiting()).isEmpty();
    }

    @Test
    void letsWhoeverAnswersRightGoOn() {
        journey.signedIn(ADA);
        fakes.rateLimits().exhaust(Limit.BOT_CHALLENGE_FREE);

        assertThat(signIn(ADA, PASSWORD, CLIENT, "right-1")).isInstanceOf(SignIn.Result.Succeeded.class);
        assertThat(signIn(ADA, WRONG, CLIENT, "right-2")).isEqualTo(new SignIn.Result.InvalidCredentials());
        assertThat(register(NOBODY, "right-3")).isInstanceOf(RegisterAccount.Result.Accepted.class);
        assertThat(forgot(NOBODY, "right-4")).isEqualTo(new RequestPasswordReset.Result.Accepted());
    }

    @Test
    void countsFailuresOfSignInsAndNoSuccesses() {
        journey.signedIn(ADA);

        signIn(ADA, PASSWORD, CLIENT, null);
        assertThat(fakes.rateLimits().charged()).doesNotContain(FREE_HERE, FREE_AT_ADA);

        signIn(ADA, WRONG, CLIENT, null);
        assertThat(fakes.rateLimits().charged()).contains(FREE_HERE, FREE_AT_ADA);
    }

    @Test
    void aSuccessThatHadToAnswerGivesTheAccountATryAndItsClientNone() {
        journey.signedIn(ADA);
        signIn(ADA, WRONG, CLIENT, null);

        signIn(ADA, PASSWORD, CLIENT, "right-1");

        assertThat(fakes.rateLimits().charged()).contains(FREE_HERE).doesNotContain(FREE_AT_ADA);
    }

    @Test
    void aClientThatHasSignedInBeforeMayHaveToAnswerLikeEverybody() {
        journey.signedIn(ADA);
        fakes.rateLimits().exhaust(Limit.LOGIN_PER_ACCOUNT);
        fakes.rateLimits().exhaust(Limit.BOT_CHALLENGE_FREE);

        assertThat(signIn(ADA, PASSWORD, CLIENT, null)).isEqualTo(new SignIn.Result.ChallengeRequired());
        assertThat(signIn(ADA, PASSWORD, CLIENT, "right-1")).isInstanceOf(SignIn.Result.Succeeded.class);
        assertThat(signIn(ADA, PASSWORD, STRANGER, "right-2")).isInstanceOf(SignIn.Result.Limited.class);
    }

    @Test
    void aWrongAnswerIsNoGuessAtTheAccount() {
        journey.signedIn(ADA);

        signIn(ADA, PASSWORD, STRANGER, "ask-wrong-1");

        assertThat(fakes.rateLimits().charged())
                .contains(Charge.loginPerIp(STRANGER.address()))
                .doesNotContain(Charge.loginPerAccount(ADA), Charge.login(ADA, STRANGER.address()));
    }

    @Test
    void handsOutWhatTheVerifierMakes() {
        assertThat(fakes.sallyport().issueBotChallenge().handle(new IssueBotChallenge.Command()))
                .isEqualTo(new IssueBotChallenge.Result.Issued(
                        fakes.challengeVerifier().challenge().orElseThrow()));
        assertThat(new IssueBotChallenge(ChallengeVerifier.none()).handle(new IssueBotChallenge.Command()))
                .isEqualTo(new IssueBotChallenge.Result.NotAsked());
    }

    @Test
    void aVerifierThatAsksForNothingLetsNothingPass() {
        assertThat(ChallengeVerifier.none().examine(new BotChallengeAnswer("right-1")))
                .isEqualTo(new ChallengeVerifier.Examination.Failed());
    }
}
