package dev.sallyport.application.botchallenge;

import static dev.sallyport.application.testing.Samples.ADA;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.botchallenge.BotGate.Admission;
import dev.sallyport.application.botchallenge.BotGate.Attempt;
import dev.sallyport.application.testing.CountedRateLimits;
import dev.sallyport.application.testing.FakeChallengeVerifier;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.botchallenge.BotChallengeAnswer;
import dev.sallyport.domain.botchallenge.BotChallengePolicy;
import dev.sallyport.domain.botchallenge.BotChallengePurpose;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import dev.sallyport.domain.session.ClientAddress;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BotGateTest {
    private static final ClientAddress HERE = ClientAddress.of("203.0.113.7");
    private static final ClientAddress THERE = ClientAddress.of("198.51.100.1");
    private static final List<Charge> OWN = List.of(Charge.apiPerIp(HERE));
    private static final List<Charge> SHARED = List.of(Charge.registerTotal());

    private final CountedRateLimits limits = new CountedRateLimits(Map.of(
            Limit.BOT_CHALLENGE_FREE, new Rate(3, Duration.ofHours(1)),
            Limit.BOT_CHALLENGE_USE, new Rate(1, Duration.ofMinutes(15)),
            Limit.API_PER_IP, new Rate(20, Duration.ofMinutes(1))));
    private final FakeChallengeVerifier verifier = new FakeChallengeVerifier();

    private BotGate gate(boolean firstTriesFree) {
        return new BotGate(
                limits, verifier, new BotChallengePolicy(EnumSet.allOf(BotChallengePurpose.class), firstTriesFree));
    }

    private static Attempt attempt(BotChallengePurpose purpose, ClientAddress client, @Nullable String answer) {
        return new Attempt(purpose, client, Optional.empty(), answer == null ? null : new BotChallengeAnswer(answer));
    }

    private Admission register(@Nullable String answer) {
        return gate(true).admit(attempt(BotChallengePurpose.REGISTER, HERE, answer), OWN, SHARED);
    }

    private Admission signIn(ClientAddress client, EmailAddress account, @Nullable String answer) {
        Attempt attempt = new Attempt(
                BotChallengePurpose.LOGIN,
                client,
                Optional.of(account),
                answer == null ? null : new BotChallengeAnswer(answer));
        return gate(true).admit(attempt, List.of(), List.of());
    }

    private void useUpFreeTries() {
        for (int i = 0; i < 3; i++) {
            assertThat(register(null)).isInstanceOf(Admission.Admitted.class);
        }
    }

    @Test
    void takesNothingMoreWhereNobodyIsAsked() {
        BotGate off = new BotGate(limits, verifier, BotChallengePolicy.OFF);

        for (int i = 0; i < 10; i++) {
            assertThat(off.admit(attempt(BotChallengePurpose.REGISTER, HERE, "wrong-1"), OWN, SHARED))
                    .isEqualTo(new Admission.Admitted(List.of()));
        }

        assertThat(limits.budgets(Limit.BOT_CHALLENGE_FREE)).isZero();
        assertThat(limits.budgets(Limit.BOT_CHALLENGE_USE)).isZero();
    }

    @Test
    void asksOnlyForWhatThePolicyNames() {
        BotGate gate =
                new BotGate(limits, verifier, new BotChallengePolicy(Set.of(BotChallengePurpose.REGISTER), false));

        assertThat(gate.admit(attempt(BotChallengePurpose.REGISTER, HERE, null), OWN, SHARED))
                .isEqualTo(new Admission.ChallengeRequired());
        assertThat(gate.admit(attempt(BotChallengePurpose.FORGOT, HERE, null), OWN, SHARED))
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void asksAfterTheFreeTriesOfAClientForEachPurpose() {
        useUpFreeTries();

        assertThat(register(null)).isEqualTo(new Admission.ChallengeRequired());
        assertThat(gate(true).admit(attempt(BotChallengePurpose.REGISTER, THERE, null), OWN, SHARED))
                .isInstanceOf(Admission.Admitted.class);
        assertThat(gate(true).admit(attempt(BotChallengePurpose.FORGOT, HERE, null), OWN, SHARED))
                .isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void takesNothingFromOthersWhenItAsks() {
        useUpFreeTries();

        register(null);

        assertThat(limits.taken(Charge.registerTotal())).isEqualTo(3);
    }

    @Test
    void asksAtOnceWhereNoTryIsFreeAndHasTheClientPay() {
        Admission admission = gate(false).admit(attempt(BotChallengePurpose.REGISTER, HERE, null), OWN, SHARED);

        assertThat(admission).isEqualTo(new Admission.ChallengeRequired());
        assertThat(limits.taken(Charge.apiPerIp(HERE))).isEqualTo(1);
        assertThat(limits.taken(Charge.registerTotal())).isZero();
        assertThat(limits.budgets(Limit.BOT_CHALLENGE_FREE)).isZero();
    }

    @Test
    void asksEverybodyWhereOneAccountIsTriedFromManyPlaces() {
        for (int i = 1; i <= 3; i++) {
            assertThat(signIn(ClientAddress.of("192.0.2." + i), ADA, null)).isInstanceOf(Admission.Admitted.class);
        }

        assertThat(signIn(THERE, ADA, null)).isEqualTo(new Admission.ChallengeRequired());
        assertThat(signIn(THERE, EmailAddress.of("other@example.com"), null)).isInstanceOf(Admission.Admitted.class);
    }

    @Test
    void letsARightAnswerPassWithoutAskingForFreeTries() {
        useUpFreeTries();

        assertThat(register("right-1")).isEqualTo(new Admission.Admitted(List.of()));
        assertThat(register("right-2")).isEqualTo(new Admission.Admitted(List.of()));

        assertThat(limits.taken(Charge.freeOfBotChallenge(BotChallengePurpose.REGISTER, HERE)))
                .isEqualTo(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"right-1", "ask-right-1"})
    void letsAnAnswerPassOnceForWhateverItIsGiven(String answer) {
        assertThat(register(answer)).isInstanceOf(Admission.Admitted.class);

        assertThat(register(answer)).isEqualTo(new Admission.ChallengeFailed());
        assertThat(gate(true).admit(attempt(BotChallengePurpose.FORGOT, THERE, answer), List.of(), List.of()))
                .isEqualTo(new Admission.ChallengeFailed());
    }

    @ParameterizedTest
    @ValueSource(strings = {"wrong-1", "ask-wrong-1"})
    void refusesAWrongAnswerThoughTriesAreFreeAndHasTheClientAlonePay(String answer) {
        assertThat(register(answer)).isEqualTo(new Admission.ChallengeFailed());

        assertThat(limits.taken(Charge.apiPerIp(HERE))).isEqualTo(1);
        assertThat(limits.taken(Charge.registerTotal())).isZero();
    }

    @Test
    void limitsWrongAnswersToo() {
        for (int i = 0; i < 20; i++) {
            register("wrong-" + i);
        }

        assertThat(register("wrong-20")).isInstanceOf(Admission.Limited.class);
    }

    @Test
    void asksSomebodyElseOnlyWhenTheClientHasPaid() {
        for (int i = 0; i < 20; i++) {
            register("wrong-" + i);
        }

        assertThat(register("ask-right-1")).isInstanceOf(Admission.Limited.class);

        assertThat(verifier.asked()).isZero();
    }

    @Test
    void opensNoDoorWhileNobodyCanTellAndLetsTheAnswerBeGivenAgain() {
        for (int i = 0; i < 2; i++) {
            assertThatThrownBy(() -> register("ask-nobody-1")).isInstanceOf(ServiceUnavailable.class);
        }

        assertThat(verifier.asked()).isEqualTo(2);
        assertThat(limits.taken(Charge.registerTotal())).isZero();
        assertThat(limits.taken(Charge.apiPerIp(HERE))).isEqualTo(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"right-1", "wrong-1", "ask-wrong-1"})
    void asksForBudgetsOnceWithAnAnswer(String answer) {
        register(answer);

        assertThat(limits.questions()).isEqualTo(1);
    }

    @Test
    void takesFromOthersOnlyOnceAProviderHasConfirmedTheAnswer() {
        verifier.during(() -> assertThat(limits.taken(Charge.registerTotal())).isZero());

        assertThat(register("ask-right-1")).isInstanceOf(Admission.Admitted.class);

        assertThat(verifier.asked()).isEqualTo(1);
        assertThat(limits.taken(Charge.registerTotal())).isEqualTo(1);
    }

    @Test
    void whoeverIsSentAwayForAnAnswerPaysForTheRequest() {
        for (int i = 0; i < 3; i++) {
            register(null);
        }
        register("right-1");
        int before = limits.taken(Charge.apiPerIp(HERE));

        assertThat(register(null)).isInstanceOf(Admission.ChallengeRequired.class);
        assertThat(register("right-1")).as("used").isInstanceOf(Admission.ChallengeFailed.class);
        assertThat(limits.taken(Charge.apiPerIp(HERE))).isEqualTo(before + 2);

        for (int i = before + 2; i < 20; i++) {
            register("right-1");
        }
        assertThat(register("right-1")).isInstanceOf(Admission.Limited.class);
        assertThat(register(null)).isInstanceOf(Admission.Limited.class);
    }

    @Test
    void asksForBudgetsOnceWithoutAnAnswer() {
        register(null);

        assertThat(limits.questions()).isEqualTo(1);
    }

    @Test
    void handsBackFreeTriesOfTheAccountAloneToWhoeverHadToAnswer() {
        assertThat(signIn(HERE, ADA, null))
                .isEqualTo(new Admission.Admitted(List.of(
                        Charge.freeOfBotChallenge(BotChallengePurpose.LOGIN, HERE),
                        Charge.freeOfBotChallenge(BotChallengePurpose.LOGIN, ADA))));
        assertThat(signIn(HERE, ADA, "right-1"))
                .isEqualTo(new Admission.Admitted(List.of(Charge.freeOfBotChallenge(BotChallengePurpose.LOGIN, ADA))));
    }
}
