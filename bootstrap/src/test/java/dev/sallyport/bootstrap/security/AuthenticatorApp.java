package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.application.testing.MutableClock;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.secondfactor.TotpSeed;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.security.secondfactor.HmacTotpCodes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** An authenticator app on somebody's phone, and the recovery codes that they wrote down. It goes by the server's clock. */
final class AuthenticatorApp {
    private static final TotpParameters PARAMETERS = new TotpParameters(6, Duration.ofSeconds(30));

    private final MutableClock clock;
    private final TotpSeed seed;
    private final List<String> recoveryCodes = new ArrayList<>();

    AuthenticatorApp(MutableClock clock, String secret) {
        this.clock = clock;
        this.seed = TotpSeed.of(secret);
    }

    /** Enrolled and confirmed by whoever has that access token. */
    static AuthenticatorApp enrolled(MutableClock clock, Guest guest, String accessToken) {
        ApiAnswer enrolling = guest.enrolTotp(accessToken, "password", Guest.PASSWORD);
        assertThat(enrolling.outcome()).isEqualTo("201");
        AuthenticatorApp app = new AuthenticatorApp(clock, enrolling.text("secret"));
        ApiAnswer confirming = guest.confirmTotp(accessToken, app.code());
        assertThat(confirming.outcome()).isEqualTo("200");
        for (JsonNode code : confirming.json().path("recoveryCodes")) {
            app.recoveryCodes.add(code.asText());
        }
        return app;
    }

    /** What it shows now. */
    String code() {
        return code(0);
    }

    /** What it shows so many steps from now. */
    String code(int stepsAhead) {
        return new HmacTotpCodes()
                .codeOf(seed, PARAMETERS, PARAMETERS.stepAt(clock.instant()) + stepsAhead)
                .reveal();
    }

    /** Waits until it shows another one. */
    String nextCode() {
        clock.advance(PARAMETERS.period());
        return code();
    }

    /** Some code that it shows at no time near. */
    String wrongCode() {
        return code(code(500).equals(code()) ? 501 : 500);
    }

    List<String> recoveryCodes() {
        return recoveryCodes;
    }
}
