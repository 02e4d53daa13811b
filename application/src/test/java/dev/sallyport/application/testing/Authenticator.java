package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;

import dev.sallyport.application.secondfactor.ConfirmTotp;
import dev.sallyport.application.secondfactor.EnrolTotp;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.domain.secondfactor.RecoveryCode;
import dev.sallyport.domain.secondfactor.TotpCode;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.secondfactor.TotpSeed;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.util.List;

/** Somebody's authenticator app on {@link Fakes}, and the recovery codes that they wrote down. */
public final class Authenticator {
    private final Fakes fakes;
    private final TotpSeed seed;
    private final TotpParameters parameters;
    private final List<RecoveryCode> recoveryCodes;

    private Authenticator(Fakes fakes, TotpSeed seed, TotpParameters parameters, List<RecoveryCode> recoveryCodes) {
        this.fakes = fakes;
        this.seed = seed;
        this.parameters = parameters;
        this.recoveryCodes = recoveryCodes;
    }

    /** Given a seed that is yet to be confirmed. */
    public static Authenticator with(Fakes fakes, TotpSeed seed) {
        return new Authenticator(fakes, seed, Fakes.POLICIES.secondFactor().totp(), List.of());
    }

    /** Enrolled and confirmed by somebody who is signed in. */
    public static Authenticator enrolledBy(Fakes fakes, SignedIn signedIn) {
        VerifiedAccessToken caller = new Journey(fakes).caller(signedIn);
        var enrolling =
                fakes.sallyport().enrolTotp().handle(new EnrolTotp.Command(caller, Evidence.of(PASSWORD), CLIENT));
        if (!(enrolling instanceof EnrolTotp.Result.Enrolled enrolled)) {
            throw new AssertionError(enrolling);
        }
        Authenticator pending = with(fakes, enrolled.seed());
        var confirming =
                fakes.sallyport().confirmTotp().handle(new ConfirmTotp.Command(caller, pending.code(), CLIENT));
        if (!(confirming instanceof ConfirmTotp.Result.Confirmed confirmed)) {
            throw new AssertionError(confirming);
        }
        return new Authenticator(fakes, pending.seed, pending.parameters, confirmed.recoveryCodes());
    }

    /** What it shows now. */
    public TotpCode code() {
        return code(0);
    }

    /** What it shows if its clock is so many steps ahead. */
    public TotpCode code(int stepsAhead) {
        return fakes.ports()
                .totpCodes()
                .codeOf(seed, parameters, parameters.stepAt(fakes.clock().instant()) + stepsAhead);
    }

    /** Waits until it shows another code. */
    public TotpCode nextCode() {
        fakes.clock().advance(parameters.period());
        return code();
    }

    public List<RecoveryCode> recoveryCodes() {
        return recoveryCodes;
    }
}
