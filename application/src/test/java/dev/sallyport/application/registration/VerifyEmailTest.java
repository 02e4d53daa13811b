package dev.sallyport.application.registration;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.registration.VerifyEmail.Command;
import dev.sallyport.application.registration.VerifyEmail.Result;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.VerificationRefused.Reason;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.MailedCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VerifyEmailTest {
    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final RegistrationId registration = journey.register(ADA);
    private final MailedCode code = journey.mailedCode();
    private final LinkToken token = journey.mailedToken();

    @Test
    void makesTheAccountAndSignsInByTheCode() {
        SignedIn signedIn = verified(journey.verify(registration, code));

        assertThat(fakes.users().all()).containsExactly(signedIn.user());
        assertThat(signedIn.user().email()).isEqualTo(ADA);
        assertThat(signedIn.user().roles()).containsExactly(BuiltInRoles.USER);
        assertThat(fakes.sessions().all()).hasSize(1);
        assertThat(fakes.registrations().all()).isEmpty();
        assertThat(fakes.auditTrail().events())
                .endsWith(
                        new AuditEvent.AccountCreated(
                                signedIn.user().id(),
                                AuditEvent.AccountCreated.Origin.REGISTRATION,
                                Optional.of(registration)),
                        new AuditEvent.SignedIn(signedIn.user().id(), signedIn.session()));
    }

    @Test
    void makesTheAccountAndSignsInByTheLinkWithThePassword() {
        SignedIn signedIn = verified(byLink(token, PASSWORD));

        assertThat(fakes.users().all()).containsExactly(signedIn.user());
        assertThat(fakes.registrations().all()).isEmpty();
    }

    @Test
    void acceptsACodeOnce() {
        journey.verify(registration, code);

        assertThat(journey.verify(registration, code)).isEqualTo(new Result.InvalidProof());
        assertThat(byLink(token, PASSWORD)).isEqualTo(new Result.InvalidProof());
        assertThat(fakes.users().all()).hasSize(1);
    }

    @Test
    void refusesAWrongCodeAndRemembersWhy() {
        assertThat(journey.verify(registration, journey.wrongCode())).isEqualTo(new Result.InvalidProof());

        assertThat(fakes.users().all()).isEmpty();
        assertThat(lastEvent())
                .isEqualTo(new AuditEvent.VerificationRefused(Optional.of(registration), Reason.WRONG_CODE));
    }

    @Test
    void aPasswordAloneOrALinkAloneProvesNothing() {
        assertThat(byLink(token, Password.of("some other long password"))).isEqualTo(new Result.WrongPassword());
        assertThat(byLink(LinkToken.of("x".repeat(43)), PASSWORD)).isEqualTo(new Result.InvalidProof());

        assertThat(fakes.users().all()).isEmpty();
    }

    @Test
    void isVoidAfterFiveFailuresOfAnyKind() {
        for (int i = 0; i < 3; i++) {
            journey.verify(registration, journey.wrongCode());
        }
        byLink(token, Password.of("some other long password"));
        byLink(token, Password.of("some other long password"));

        assertThat(journey.verify(registration, code)).isEqualTo(new Result.InvalidProof());
        assertThat(lastEvent())
                .isEqualTo(new AuditEvent.VerificationRefused(Optional.of(registration), Reason.TOO_MANY_FAILURES));
        assertThat(byLink(token, PASSWORD)).isEqualTo(new Result.InvalidProof());
    }

    @Test
    void isRefusedFromTheInstantOfExpiryOn() {
        fakes.clock().advance(Duration.ofMinutes(10));

        assertThat(journey.verify(registration, code)).isEqualTo(new Result.InvalidProof());
        assertThat(lastEvent())
                .isEqualTo(new AuditEvent.VerificationRefused(Optional.of(registration), Reason.EXPIRED));
        assertThat(byLink(token, PASSWORD)).isEqualTo(new Result.InvalidProof());
    }

    @Test
    void aCodeProvesOnlyItsOwnRegistration() {
        RegistrationId other = journey.register(ADA);

        assertThat(journey.verify(other, code)).isEqualTo(new Result.InvalidProof());
    }

    @Test
    void aSecondRegistrationOfTheAddressComesTooLate() {
        RegistrationId other = journey.register(ADA);
        MailedCode otherCode = journey.mailedCode();
        journey.verify(registration, code);

        assertThat(journey.verify(other, otherCode)).isEqualTo(new Result.EmailTaken());

        assertThat(fakes.users().all()).hasSize(1);
        assertThat(fakes.registrations().all()).isEmpty();
    }

    @Test
    void makesOneAccountHoweverManyVerifyAtOnce() {
        List<Result> results = Concurrently.times(50, i -> journey.verify(registration, code));

        assertThat(results).filteredOn(Result.Verified.class::isInstance).hasSize(1);
        assertThat(fakes.users().all()).hasSize(1);
        assertThat(fakes.sessions().all()).hasSize(1);
    }

    @Test
    void anUnknownRegistrationIsRefusedAlikeAndFillsNoAuditTrail() {
        RegistrationId unknown = new RegistrationId(fakes.ports().ids().next());
        int eventsBefore = fakes.auditTrail().events().size();

        assertThat(journey.verify(unknown, code)).isEqualTo(new Result.InvalidProof());
        assertThat(byLink(LinkToken.of("x".repeat(43)), PASSWORD)).isEqualTo(new Result.InvalidProof());

        assertThat(fakes.auditTrail().events()).hasSize(eventsBefore);
    }

    @Test
    void isLimitedPerClientBeforeAnyWork() {
        fakes.rateLimits().exhaust(Limit.API_PER_IP);

        assertThat(journey.verify(registration, code)).isInstanceOf(Result.Limited.class);
        assertThat(fakes.users().all()).isEmpty();
    }

    private Result byLink(LinkToken link, Password password) {
        return fakes.sallyport().verifyEmail().handle(new Command.ByLink(link, password, CLIENT));
    }

    private AuditEvent lastEvent() {
        return fakes.auditTrail().events().getLast();
    }

    private static SignedIn verified(Result result) {
        assertThat(result).isInstanceOf(Result.Verified.class);
        return ((Result.Verified) result).signedIn();
    }
}
