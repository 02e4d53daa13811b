package dev.sallyport.application.account;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.CheckPassword.Result;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy.Refusal;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CheckPasswordTest {
    private final Fakes fakes = new Fakes();

    @Test
    void hasNothingAgainstAGoodOne() {
        assertThat(check(PASSWORD)).isEqualTo(new Result.Checked(Set.of(), 3));
        assertThat(fakes.rateLimits().charged()).containsExactly(Charge.apiPerIp(CLIENT.address()));
    }

    @Test
    void saysWhatRegisteringWouldSayWithoutAnyOfItsWork() {
        fakes.breachedPasswords().learn(PASSWORD);

        assertThat(check(Password.of("ada@example.com")))
                .isEqualTo(new Result.Checked(Set.of(Refusal.CONTAINS_ADDRESS), 1));
        assertThat(check(Password.of("passwordletmein"))).isEqualTo(new Result.Checked(Set.of(Refusal.TOO_COMMON), 1));
        assertThat(check(PASSWORD)).isEqualTo(new Result.Checked(Set.of(Refusal.BREACHED), 3));
        assertThat(fakes.breachedPasswords().asked()).isEqualTo(1);
        assertThat(fakes.passwordHasher().work()).isZero();
        assertThat(fakes.auditTrail().events()).isEmpty();
        assertThat(fakes.mailQueue().waiting()).isEmpty();
    }

    @Test
    void isLimitedBeforeAnyWork() {
        fakes.rateLimits().exhaust(Limit.API_PER_IP);

        assertThat(check(PASSWORD)).isInstanceOf(Result.Limited.class);
        assertThat(fakes.breachedPasswords().asked()).isZero();
    }

    private Result check(Password password) {
        return fakes.sallyport()
                .checkPassword()
                .handle(new CheckPassword.Command(password, new Chooser(ADA, null), CLIENT));
    }
}
