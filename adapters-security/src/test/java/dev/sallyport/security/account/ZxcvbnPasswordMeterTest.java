package dev.sallyport.security.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZxcvbnPasswordMeterTest {
    private final ZxcvbnPasswordMeter meter = new ZxcvbnPasswordMeter(new BundledPasswords(), "Sallyport");
    private final Locale system = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(system);
    }

    @ParameterizedTest
    @CsvSource({"password, 0", "qwertyuiop123, 1", "correct horse battery staple, 4", "Qm7#pz!vLw9$kTx2, 4"})
    void ratesFromZeroToFour(String password, int strength) {
        assertThat(meter.strength(Password.of(password), Chooser.unknown())).isEqualTo(strength);
    }

    @Test
    void ratesLowerWhatIsKnown() {
        Chooser zenobia = new Chooser(EmailAddress.of("countess@example.com"), new DisplayName("Zenobia Quux"));

        assertThat(meter.strength(Password.of("zenobiaquux"), zenobia))
                .isLessThan(meter.strength(Password.of("zenobiaquux"), Chooser.unknown()));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "\uD83D\uDD11\uD83D\uDD11", "日本語", "\u0001", "İIıi", "$^[a-z]+\\E("})
    void takesAnything(String password) {
        Locale.setDefault(Locale.of("tr"));

        assertThat(meter.strength(Password.of(password), Chooser.unknown())).isBetween(0, 4);
    }

    // zxcvbn itself would take from seconds to minutes for these.
    @ParameterizedTest
    @ValueSource(strings = {"a", "password", "4@8({[<369&#!1/|0$57%2", "\uD83D\uDD11", "1qaz", "19991231"})
    void isNotSlowedDownByLength(String part) {
        Password endless = Password.of(part.repeat(10_000).substring(0, 10_000));

        assertThat(assertTimeoutPreemptively(Duration.ofSeconds(20), () -> meter.strength(endless, Chooser.unknown())))
                .isBetween(0, 4);
    }
}
