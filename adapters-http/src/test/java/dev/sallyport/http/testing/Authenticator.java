package dev.sallyport.http.testing;

import dev.sallyport.application.testing.FakeTotpCodes;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.secondfactor.TotpSeed;
import java.time.Duration;
import java.time.InstantSource;

/** The app of somebody who has enrolled, on the fakes' clock. */
public final class Authenticator {
    private static final TotpParameters PARAMETERS = new TotpParameters(6, Duration.ofSeconds(30));

    private final TotpSeed seed;
    private final InstantSource clock;

    /** An app that was given what enrolling was answered with. */
    public Authenticator(ApiAnswer enrolled, InstantSource clock) {
        this.seed = TotpSeed.of(enrolled.text("secret"));
        this.clock = clock;
    }

    /** What it shows now. */
    public String code() {
        return code(0);
    }

    /** What it shows so many time steps later, or earlier. */
    public String code(int steps) {
        return new FakeTotpCodes()
                .codeOf(seed, PARAMETERS, PARAMETERS.stepAt(clock.instant()) + steps)
                .reveal();
    }

    /** Some code that it does not show for a long time. */
    public String wrongCode() {
        return code(1000);
    }
}
