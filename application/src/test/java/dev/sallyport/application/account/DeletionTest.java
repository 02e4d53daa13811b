package dev.sallyport.application.account;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.Policies;
import dev.sallyport.application.access.Authenticate;
import dev.sallyport.application.account.DeleteAccount.Result;
import dev.sallyport.application.admin.CreateAdministrator;
import dev.sallyport.application.mail.DispatchMail;
import dev.sallyport.application.mail.MailRecords;
import dev.sallyport.application.mail.MailTransport.Delivery;
import dev.sallyport.application.mail.Recipients;
import dev.sallyport.application.recovery.RequestPasswordReset;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.AccountPolicy;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.SignInRefused.Reason;
import dev.sallyport.domain.secret.LinkToken;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DeletionTest {
    private static final Duration GRACE = Duration.ofDays(14);
    private static final DispatchMail.Command ALL_MAIL = new DispatchMail.Command(100, () -> true);
    private static final EmailAddress ROOT = EmailAddress.of("root@example.com");

    private static Fakes withGrace(Duration grace) {
        Policies defaults = Fakes.POLICIES;
        AccountPolicy account = defaults.account();
        return new Fakes(new Policies(
                defaults.password(),
                defaults.registration(),
                defaults.session(),
                new AccountPolicy(account.codeLifetime(), account.maxCodeFailures(), account.undoLifetime(), grace),
                defaults.recovery(),
                defaults.secondFactor(),
                defaults.mail(),
                defaults.botChallenge()));
    }

    @Test
    void deletesAtOnceWhereThereIsNoGrace() {
        Fakes fakes = new Fakes();
        SignedIn ada = new Journey(fakes).signedIn(ADA);

        assertThat(delete(fakes, ada, PASSWORD)).isEqualTo(new Result.Deleted());

        assertThat(fakes.users().all()).isEmpty();
        assertThat(fakes.sessions().all()).isEmpty();
        assertThat(fakes.sallyport().authenticate().handle(new Authenticate.Command(ada.accessToken())))
                .isEqualTo(new Authenticate.Result.Rejected());
        assertThat(fakes.mailQueue().last().kind()).isEqualTo("account-deleted");
        assertThat(fakes.mailQueue().last().to()).isEqualTo(ADA);
    }

    @Test
    void leavesNoDeadLetterAndNoTraceOfMailToAnyOfTheAddresses() {
        Fakes fakes = new Fakes();
        Journey journey = new Journey(fakes);
        SignedIn ada = journey.signedIn(ADA);
        EmailAddress wanted = EmailAddress.of("countess@example.net");
        var wish = new RequestEmailChange.Command(journey.caller(ada), wanted, Evidence.of(PASSWORD), CLIENT);
        fakes.sallyport().requestEmailChange().handle(wish);
        fakes.mailTransport().answerWith(new Delivery.Refused("smtp 550"));
        fakes.sallyport().dispatchMail().handle(ALL_MAIL);

        delete(fakes, ada, PASSWORD);
        fakes.sallyport().dispatchMail().handle(ALL_MAIL);

        var kept = fakes.ports().mailRecords().find(new MailRecords.Filter(null, null, null), null, 100);
        assertThat(kept).hasSizeGreaterThanOrEqualTo(3).allMatch(entry -> entry.to() == null);
        Recipients recipients = new Recipients(fakes.ports().secretDigests());
        assertThat(List.of(ADA, wanted))
                .allSatisfy(address -> assertThat(fakes.ports()
                                .mailRecords()
                                .find(new MailRecords.Filter(null, null, recipients.digest(address)), null, 100))
                        .isEmpty());
    }

    @Test
    void keepsWhatHappenedAndForgetsWhoAskedFromTheFirstRequestOn() {
        Fakes fakes = new Fakes();
        Journey journey = new Journey(fakes);
        SignedIn ada = journey.signedIn(ADA);
        SignedIn grace = journey.signedIn(EmailAddress.of("grace@example.com"));

        delete(fakes, ada, PASSWORD);

        assertThat(fakes.auditTrail().entries())
                .filteredOn(fakes.auditTrail()::hasForgottenTheClientOf)
                .extracting(entry -> entry.event().type())
                .containsExactly("registration.started", "account.created", "sign-in.succeeded", "account.deleted");
        assertThat(fakes.ports().auditTrail().of(ada.user().id(), null, 10))
                .hasSize(4)
                .allSatisfy(event -> {
                    assertThat(event.clientAddress()).isNull();
                    assertThat(event.userAgent()).isNull();
                });
        assertThat(fakes.ports().auditTrail().of(grace.user().id(), null, 10))
                .allSatisfy(event -> assertThat(event.clientAddress()).isNotNull());
    }

    @Test
    void forgetsWhoAskedForAnotherAccountWithTheSameAddress() {
        Fakes fakes = new Fakes();
        Journey journey = new Journey(fakes);
        journey.register(ADA);
        SignedIn ada = journey.signedIn(ADA);

        delete(fakes, ada, PASSWORD);

        assertThat(fakes.auditTrail().entries()).allMatch(fakes.auditTrail()::hasForgottenTheClientOf);
    }

    @Test
    void forgetsRegistrationsAndRequestsForTheAddress() {
        Fakes fakes = new Fakes();
        Journey journey = new Journey(fakes);
        SignedIn ada = journey.signedIn(ADA);
        journey.register(ADA);
        fakes.sallyport().requestPasswordReset().handle(new RequestPasswordReset.Command(ADA, CLIENT));

        delete(fakes, ada, PASSWORD);

        assertThat(fakes.registrations().all()).isEmpty();
        assertThat(fakes.recoveryRequests().waiting()).isEmpty();
    }

    @Test
    void asksForThePassword() {
        Fakes fakes = new Fakes();
        SignedIn ada = new Journey(fakes).signedIn(ADA);

        assertThat(delete(fakes, ada, Password.of("some other long password")))
                .isEqualTo(new Result.Refused(new Refusal.WrongPassword()));

        assertThat(fakes.users().all()).containsExactly(ada.user());
    }

    @Test
    void keepsTheLastAdministrator() {
        Fakes fakes = new Fakes();
        Journey journey = new Journey(fakes);
        SignedIn root = administrator(fakes, journey, ROOT);

        assertThat(delete(fakes, root, PASSWORD)).isEqualTo(new Result.LastAdministrator());
        assertThat(fakes.users().all()).hasSize(1);

        administrator(fakes, journey, EmailAddress.of("second@example.com"));
        assertThat(delete(fakes, root, PASSWORD)).isEqualTo(new Result.Deleted());
    }

    private static SignedIn administrator(Fakes fakes, Journey journey, EmailAddress email) {
        fakes.sallyport().createAdministrator().handle(new CreateAdministrator.Command(email, PASSWORD, null, ENGLISH));
        return ((SignIn.Result.Succeeded) journey.signIn(email, PASSWORD)).signedIn();
    }

    @Test
    void withinTheGraceTheAccountIsAsGoodAsGone() {
        Fakes fakes = withGrace(GRACE);
        Journey journey = new Journey(fakes);
        SignedIn ada = journey.signedIn(ADA);

        assertThat(delete(fakes, ada, PASSWORD))
                .isEqualTo(new Result.Scheduled(fakes.clock().instant().plus(GRACE)));

        assertThat(fakes.sessions().active(ada.session())).isEmpty();
        assertThat(fakes.sallyport().authenticate().handle(new Authenticate.Command(ada.accessToken())))
                .isEqualTo(new Authenticate.Result.Rejected());
        assertThat(journey.signIn(ADA, PASSWORD)).isEqualTo(new SignIn.Result.InvalidCredentials());
        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.SignInRefused(Optional.of(ada.user().id()), Reason.BEING_DELETED));
        journey.forgot(ADA);
        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.PasswordResetWithheld(ada.user().id()));
    }

    @Test
    void withinTheGraceTheOwnerCanChangeTheirMind() {
        Fakes fakes = withGrace(GRACE);
        Journey journey = new Journey(fakes);
        SignedIn ada = journey.signedIn(ADA);
        delete(fakes, ada, PASSWORD);
        LinkToken link = journey.linkIn("account-deletion-scheduled");
        fakes.clock().advance(GRACE.minusMillis(1));

        assertThat(keep(fakes, link)).isEqualTo(new KeepAccount.Result.Kept());

        assertThat(fakes.users().all()).extracting(User::status).containsExactly(UserStatus.ACTIVE);
        assertThat(journey.signIn(ADA, PASSWORD)).isInstanceOf(SignIn.Result.Succeeded.class);
        assertThat(keep(fakes, link)).isEqualTo(new KeepAccount.Result.InvalidLink());
        fakes.clock().advance(GRACE);
        assertThat(deleteDue(fakes)).isZero();
    }

    @Test
    void afterTheGraceTheAccountIsGone() {
        Fakes fakes = withGrace(GRACE);
        Journey journey = new Journey(fakes);
        SignedIn ada = journey.signedIn(ADA);
        delete(fakes, ada, PASSWORD);
        fakes.clock().advance(GRACE);

        assertThat(keep(fakes, journey.linkIn("account-deletion-scheduled")))
                .isEqualTo(new KeepAccount.Result.InvalidLink());
        assertThat(deleteDue(fakes)).isEqualTo(1);

        assertThat(fakes.users().all()).isEmpty();
        assertThat(fakes.mailQueue().last().kind()).isEqualTo("account-deleted");
        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.AccountDeleted(ada.user().id()));
    }

    @Test
    void doesNotKeepAnAccountThatWasSuspendedMeanwhile() {
        Fakes fakes = withGrace(GRACE);
        Journey journey = new Journey(fakes);
        SignedIn ada = journey.signedIn(ADA);
        delete(fakes, ada, PASSWORD);
        fakes.users().suspend(ada.user().id());

        assertThat(keep(fakes, journey.linkIn("account-deletion-scheduled")))
                .isEqualTo(new KeepAccount.Result.InvalidLink());
    }

    @Test
    void isCalledOffWhereWhoeverDeletedHadChangedTheAddressBefore() {
        Fakes fakes = withGrace(GRACE);
        Journey journey = new Journey(fakes);
        SignedIn ada = journey.signedIn(ADA);
        EmailAddress thief = EmailAddress.of("thief@example.com");
        fakes.sallyport()
                .requestEmailChange()
                .handle(new RequestEmailChange.Command(journey.caller(ada), thief, Evidence.of(PASSWORD), CLIENT));
        LinkToken undo = journey.linkIn("email-change-requested");
        delete(fakes, ada, PASSWORD);

        fakes.sallyport().undoEmailChange().handle(new UndoEmailChange.Command(undo, CLIENT));

        assertThat(fakes.users().all()).extracting(User::status).containsExactly(UserStatus.ACTIVE);
        fakes.clock().advance(GRACE);
        assertThat(deleteDue(fakes)).isZero();
    }

    private static Result delete(Fakes fakes, SignedIn who, Password password) {
        var caller = fakes.ports().accessTokens().verify(who.accessToken()).orElseThrow();
        return fakes.sallyport()
                .deleteAccount()
                .handle(new DeleteAccount.Command(caller, Evidence.of(password), CLIENT));
    }

    private static KeepAccount.Result keep(Fakes fakes, LinkToken link) {
        return fakes.sallyport().keepAccount().handle(new KeepAccount.Command(link, CLIENT));
    }

    private static int deleteDue(Fakes fakes) {
        return fakes.sallyport()
                .deleteDueAccounts()
                .handle(new DeleteDueAccounts.Command(10))
                .deleted();
    }
}
