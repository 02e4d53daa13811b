package dev.sallyport.domain.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.domain.account.PasswordPolicy.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordPolicyTest {
    private static final EmailAddress ADA = EmailAddress.of("ada@example.com");
    private static final PasswordPolicy POLICY = new PasswordPolicy(15);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "fifteen letters",
                "               ",
                "\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80"
                        + "\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80\uD83D\uDE80"
            })
    void acceptsFifteenCharactersOfAnyKind(String chosen) {
        assertThat(POLICY.refusals(Password.of(chosen), ADA)).isEmpty();
    }

    @Test
    void refusesFourteenCharacters() {
        assertThat(POLICY.refusals(Password.of("only fourteen!"), ADA)).containsExactly(Refusal.TOO_SHORT);
    }

    @Test
    void countsCharactersAfterComposition() {
        assertThat(POLICY.refusals(Password.of("e\u0301".repeat(14)), ADA)).containsExactly(Refusal.TOO_SHORT);
    }

    @Test
    void acceptsTwoHundredAndFiftySixCharactersAndNoMore() {
        assertThat(POLICY.refusals(Password.of("a".repeat(256)), ADA)).isEmpty();
        assertThat(POLICY.refusals(Password.of("a".repeat(257)), ADA)).containsExactly(Refusal.TOO_LONG);
    }

    @Test
    void refusesWhatIsTooLongToBeNormalised() {
        assertThat(POLICY.refusals(Password.of("e\u0301".repeat(256)), ADA)).isEmpty();
        assertThat(POLICY.refusals(Password.of("e\u0301".repeat(5_000)), ADA)).containsExactly(Refusal.TOO_LONG);
    }

    @Test
    void refusesTheAddressInAnyCase() {
        assertThat(POLICY.refusals(Password.of("my ADA@example.COM"), ADA)).containsExactly(Refusal.CONTAINS_ADDRESS);
    }

    @Test
    void tellsEveryReason() {
        EmailAddress shortAddress = EmailAddress.of("a@b.co");

        assertThat(POLICY.refusals(Password.of("a@b.co"), shortAddress))
                .containsExactlyInAnyOrder(Refusal.TOO_SHORT, Refusal.CONTAINS_ADDRESS);
    }

    @Test
    void cannotBeWeakerThanEightCharacters() {
        assertThatThrownBy(() -> new PasswordPolicy(7)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aPasswordIsTheSameHoweverItWasTyped() {
        assertThat(Password.of("Zoe\u0308").matches(Password.of("Zo\u00EB"))).isTrue();
        assertThat(Password.of(" a ").reveal()).isEqualTo(" a ");
    }
}
