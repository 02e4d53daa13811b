package dev.sallyport.application.registration;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.registration.RegisterAccount.Result;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.registration.PendingRegistration;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RegisterAccountTest {
    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);

    @Test
    void filesTheRegistrationAndMailsItsProofButMakesNoAccount() {
        Result result = register(PASSWORD);

        PendingRegistration filed = fakes.registrations().all().getFirst();
        assertThat(result).isEqualTo(new Result.Accepted(filed.id(), Duration.ofMinutes(10)));
        assertThat(fakes.users().all()).isEmpty();
        Mail mail = fakes.mailQueue().last();
        assertThat(mail.kind()).isEqualTo("verify-address");
        assertThat(mail.to()).isEqualTo(ADA);
        assertThat(mail.expiresAt()).isEqualTo(filed.proof().expiresAt());
        assertThat(fakes.auditTrail().events()).containsExactly(new AuditEvent.RegistrationStarted(filed.id()));
    }

    @Test
    void keepsNeitherThePasswordNorTheCodeInClear() {
        register(PASSWORD);

        assertThat(fakes.registrations().all().getFirst().toString())
                .doesNotContain(PASSWORD.reveal())
                .doesNotContain(journey.mailedCode().reveal());
    }

    @Test
    void answersAndWorksAlikeForATakenAddressAndTellsOnlyItsOwner() {
        var owner = journey.signedIn(ADA).user();
        int mailsBefore = fakes.mailQueue().waiting().size();
        int workBefore = fakes.passwordHasher().work();

        Result result = register(PASSWORD);

        assertThat(result).isInstanceOfSatisfying(Result.Accepted.class, accepted -> {
            assertThat(accepted.codeLifetime()).isEqualTo(Duration.ofMinutes(10));
            assertThat(fakes.auditTrail().events())
                    .last()
                    .isEqualTo(new AuditEvent.RegisteredAddressTaken(accepted.id(), owner.id()));
        });
        assertThat(fakes.passwordHasher().work()).isEqualTo(workBefore + 1);
        assertThat(fakes.mailQueue().waiting()).hasSize(mailsBefore + 1);
        assertThat(fakes.mailQueue().last().kind()).isEqualTo("already-registered");
    }

    @Test
    void refusesAPasswordThatThePolicyRefusesBeforeAnyWork() {
        assertThat(register(Password.of("too short")))
                .isEqualTo(new Result.PasswordRefused(Set.of(PasswordPolicy.Refusal.TOO_SHORT)));

        assertThat(fakes.passwordHasher().work()).isZero();
        assertThat(fakes.registrations().all()).isEmpty();
    }

    @Test
    void asksForBreachesLastAndRefusesWhatIsInOne() {
        register(Password.of("passwordletmein"));
        assertThat(fakes.breachedPasswords().asked()).isZero();
        fakes.breachedPasswords().learn(PASSWORD);

        assertThat(register(PASSWORD)).isEqualTo(new Result.PasswordRefused(Set.of(PasswordPolicy.Refusal.BREACHED)));

        assertThat(fakes.passwordHasher().work()).isZero();
        assertThat(fakes.registrations().all()).isEmpty();
    }

    @Test
    void refusesTheNameThatSomebodyWantsToBeCalled() {
        var command = new RegisterAccount.Command(
                ADA, Password.of("Lovelace Lovelace?"), new DisplayName("Ada Lovelace"), ENGLISH, CLIENT);

        assertThat(fakes.sallyport().registerAccount().handle(command))
                .isEqualTo(new Result.PasswordRefused(Set.of(PasswordPolicy.Refusal.CONTAINS_NAME)));
    }

    @Test
    void refusesAnAddressAtABlockedDomainAtThePriceOfARegistrationAndWithoutAnyWork() {
        var command = new RegisterAccount.Command(
                EmailAddress.of("ada@mail.throwaway.example"), PASSWORD, null, ENGLISH, CLIENT);

        assertThat(fakes.sallyport().registerAccount().handle(command)).isEqualTo(new Result.BlockedDomain());

        assertThat(fakes.rateLimits().charged()).contains(Charge.registerPerIp(CLIENT.address()));
        assertThat(fakes.passwordHasher().work()).isZero();
        assertThat(fakes.registrations().all()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = Limit.class,
            names = {"REGISTER_PER_IP", "MAIL_PER_ADDRESS"})
    void isLimitedBeforeAnyWork(Limit limit) {
        fakes.rateLimits().exhaust(limit);

        assertThat(register(PASSWORD)).isInstanceOf(Result.Limited.class);

        assertThat(fakes.passwordHasher().work()).isZero();
        assertThat(fakes.registrations().all()).isEmpty();
        assertThat(fakes.mailQueue().waiting()).isEmpty();
    }

    @Test
    void writesToTheOwnerOfATakenAddressInTheirOwnLanguage() {
        journey.signedIn(ADA);

        fakes.sallyport()
                .registerAccount()
                .handle(new RegisterAccount.Command(ADA, PASSWORD, null, LanguageTag.of("fr"), CLIENT));

        assertThat(fakes.registrations().all().getLast().locale()).isEqualTo(LanguageTag.of("fr"));
        assertThat(fakes.mailQueue().last().kind()).isEqualTo("already-registered");
    }

    private Result register(Password password) {
        return fakes.sallyport()
                .registerAccount()
                .handle(new RegisterAccount.Command(ADA, password, null, ENGLISH, CLIENT));
    }
}
