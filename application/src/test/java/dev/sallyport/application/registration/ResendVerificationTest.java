package dev.sallyport.application.registration;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.registration.ResendVerification.Result;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secret.MailedCode;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class ResendVerificationTest {
    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final RegistrationId registration = journey.register(ADA);
    private final MailedCode firstCode = journey.mailedCode();

    @Test
    void mailsANewCodeThatVoidsTheOld() {
        assertThat(resend(registration)).isEqualTo(new Result.Accepted());

        assertThat(journey.verify(registration, firstCode)).isEqualTo(new VerifyEmail.Result.InvalidProof());
        assertThat(journey.verify(registration, journey.mailedCode())).isInstanceOf(VerifyEmail.Result.Verified.class);
    }

    @Test
    void helpsAfterTheFirstCodeHasExpired() {
        fakes.clock().advance(Duration.ofHours(1));

        resend(registration);

        assertThat(journey.verify(registration, journey.mailedCode())).isInstanceOf(VerifyEmail.Result.Verified.class);
    }

    @Test
    void forgivesNoFailure() {
        for (int i = 0; i < 4; i++) {
            journey.verify(registration, journey.wrongCode());
        }
        resend(registration);
        journey.verify(registration, journey.wrongCode());

        assertThat(journey.verify(registration, journey.mailedCode())).isEqualTo(new VerifyEmail.Result.InvalidProof());
    }

    @Test
    void answersAlikeButMailsNothingForVoidUnknownAndForgottenRegistrations() {
        RegistrationId unknown = new RegistrationId(fakes.ports().ids().next());
        for (int i = 0; i < 5; i++) {
            journey.verify(registration, journey.wrongCode());
        }

        assertThat(resend(registration)).isEqualTo(new Result.Accepted());
        assertThat(resend(unknown)).isEqualTo(new Result.Accepted());
        RegistrationId forgotten = journey.register(ADA);
        fakes.clock().advance(Duration.ofHours(24));
        assertThat(resend(forgotten)).isEqualTo(new Result.Accepted());

        assertThat(fakes.mailQueue().waiting()).hasSize(2);
    }

    @Test
    void tellsTheOwnerIfTheAddressHasGotAnAccountMeanwhile() {
        journey.signedIn(ADA);

        resend(registration);

        assertThat(fakes.mailQueue().last().kind()).isEqualTo("already-registered");
    }

    @Test
    void isLimitedByAddress() {
        fakes.rateLimits().exhaust(Limit.MAIL_PER_ADDRESS);

        assertThat(resend(registration)).isInstanceOf(Result.Limited.class);
        assertThat(fakes.mailQueue().waiting()).hasSize(1);
    }

    @Test
    void isLimitedByClientEvenForUnknownRegistrations() {
        fakes.rateLimits().exhaust(Limit.API_PER_IP);

        assertThat(resend(new RegistrationId(fakes.ports().ids().next()))).isInstanceOf(Result.Limited.class);
    }

    @Test
    void whatNobodyProvedInTimeIsForgotten() {
        assertThat(purge()).isZero();
        fakes.clock().advance(Duration.ofHours(24));

        assertThat(purge()).isEqualTo(1);
        assertThat(fakes.registrations().all()).isEmpty();
    }

    private int purge() {
        return fakes.sallyport()
                .purgeRegistrations()
                .handle(new PurgeRegistrations.Command(100))
                .purged();
    }

    private Result resend(RegistrationId id) {
        return fakes.sallyport().resendVerification().handle(new ResendVerification.Command(id, CLIENT));
    }
}
