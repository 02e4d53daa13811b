package dev.sallyport.application.account;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.recovery.ResetPassword;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.EmailChangeRefused.Reason;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class EmailChangeTest {
    private static final EmailAddress LOVELACE = EmailAddress.of("lovelace@example.com");
    private static final Password CHOSEN = Password.of("marmalade over the northern bridge");
    private static final MailedCode WRONG_CODE = MailedCode.of("00000000");

    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final SignedIn signedIn = journey.signedIn(ADA);
    private final User ada = signedIn.user();
    private final VerifiedAccessToken caller = journey.caller(signedIn);

    @Test
    void changesTheAddressOnceTheNewOneIsProven() {
        assertThat(request(LOVELACE))
                .isEqualTo(new RequestEmailChange.Result.Accepted(
                        Fakes.POLICIES.account().codeLifetime()));
        assertThat(fakes.users().all()).containsExactly(ada);
        assertThat(lastMail("confirm-new-address").to()).isEqualTo(LOVELACE);

        assertThat(confirm(mailedCode())).isEqualTo(new ConfirmEmailChange.Result.Changed(ada.withEmail(LOVELACE)));

        assertThat(journey.signIn(LOVELACE, PASSWORD)).isInstanceOf(SignIn.Result.Succeeded.class);
        assertThat(journey.signIn(ADA, PASSWORD)).isEqualTo(new SignIn.Result.InvalidCredentials());
        assertThat(fakes.sessions().active(signedIn.session())).isPresent();
    }

    @Test
    void tellsTheOldAddressWhenItIsAskedAndBothWhenItIsDone() {
        request(LOVELACE);
        assertThat(lastMail("email-change-requested").to()).isEqualTo(ADA);

        confirm(mailedCode());

        assertThat(lastMail("email-changed").to()).isEqualTo(ADA);
        assertThat(lastMail("new-address-in-use").to()).isEqualTo(LOVELACE);
        assertThat(fakes.auditTrail().events())
                .contains(new AuditEvent.EmailChangeRequested(ada.id(), signedIn.session()))
                .last()
                .isEqualTo(new AuditEvent.EmailChanged(ada.id(), signedIn.session()));
    }

    @Test
    void doesNotTellThatTheWantedAddressHasAnAccountButToItsOwner() {
        journey.signedIn(LOVELACE);

        assertThat(request(LOVELACE)).isEqualTo(request(EmailAddress.of("nobody@example.com")));

        assertThat(lastMail("address-in-use").to()).isEqualTo(LOVELACE);
        assertThat(lastMail("confirm-new-address").to()).isEqualTo(EmailAddress.of("nobody@example.com"));
    }

    @Test
    void refusesAnAddressThatGotAnAccountMeanwhileAndUsesTheCodeUp() {
        request(LOVELACE);
        MailedCode code = mailedCode();
        journey.signedIn(LOVELACE);

        assertThat(confirm(code)).isEqualTo(new ConfirmEmailChange.Result.EmailTaken());

        assertThat(fakes.users().credentials(ADA)).isPresent();
        assertThat(confirm(code)).isEqualTo(new ConfirmEmailChange.Result.InvalidCode());
    }

    @Test
    void refusesAnAddressAtABlockedDomainBeforeItLooksAtThePassword() {
        int workBefore = fakes.passwordHasher().work();

        assertThat(request(EmailAddress.of("ada@throwaway.example")))
                .isEqualTo(new RequestEmailChange.Result.BlockedDomain());

        assertThat(fakes.passwordHasher().work()).isEqualTo(workBefore);
    }

    @Test
    void refusesTheAddressThatTheAccountHas() {
        assertThat(request(ADA)).isEqualTo(new RequestEmailChange.Result.SameAddress());
    }

    @Test
    void costsABudgetOfTheAccountWhateverAddressIsWanted() {
        request(LOVELACE);
        request(EmailAddress.of("countess@example.com"));

        assertThat(fakes.rateLimits().charged())
                .filteredOn(Charge.emailChange(ADA)::equals)
                .hasSize(2);
    }

    @Test
    void asksForThePassword() {
        int mailsBefore = fakes.mailQueue().waiting().size();

        assertThat(request(LOVELACE, Password.of("some other long password")))
                .isEqualTo(new RequestEmailChange.Result.Refused(new Refusal.WrongPassword()));

        assertThat(fakes.mailQueue().waiting()).hasSize(mailsBefore);
    }

    @Test
    void isVoidAfterFiveWrongCodesAlsoAcrossANewCodeForTheSameAddress() {
        request(LOVELACE);
        for (int i = 0; i < 3; i++) {
            assertThat(confirm(WRONG_CODE)).isEqualTo(new ConfirmEmailChange.Result.InvalidCode());
        }
        request(LOVELACE);
        for (int i = 0; i < 2; i++) {
            confirm(WRONG_CODE);
        }

        assertThat(confirm(mailedCode())).isEqualTo(new ConfirmEmailChange.Result.InvalidCode());

        assertThat(fakes.auditTrail().events())
                .last()
                .isEqualTo(new AuditEvent.EmailChangeRefused(ada.id(), signedIn.session(), Reason.TOO_MANY_FAILURES));
        fakes.clock().advance(Fakes.POLICIES.account().codeLifetime());
        request(LOVELACE);
        assertThat(confirm(mailedCode())).isInstanceOf(ConfirmEmailChange.Result.Changed.class);
    }

    @Test
    void acceptsOnlyTheNewestCodeAndOnlyOnce() {
        request(LOVELACE);
        MailedCode first = mailedCode();
        request(LOVELACE);

        assertThat(confirm(first)).isEqualTo(new ConfirmEmailChange.Result.InvalidCode());
        MailedCode second = mailedCode();
        assertThat(confirm(second)).isInstanceOf(ConfirmEmailChange.Result.Changed.class);
        assertThat(confirm(second)).isEqualTo(new ConfirmEmailChange.Result.InvalidCode());
    }

    @Test
    void doesNotAcceptACodeInTheInstantInWhichItExpires() {
        request(LOVELACE);
        fakes.clock().advance(Fakes.POLICIES.account().codeLifetime());

        assertThat(confirm(mailedCode())).isEqualTo(new ConfirmEmailChange.Result.InvalidCode());
    }

    @Test
    void doesNotAcceptAnybodyElsesCode() {
        request(LOVELACE);
        MailedCode adas = mailedCode();
        SignedIn grace = journey.signedIn(EmailAddress.of("grace@example.com"));

        assertThat(fakes.sallyport()
                        .confirmEmailChange()
                        .handle(new ConfirmEmailChange.Command(journey.caller(grace), adas, CLIENT)))
                .isEqualTo(new ConfirmEmailChange.Result.InvalidCode());
    }

    @Test
    void voidsALinkThatWasMailedToTheOldAddress() {
        journey.forgot(ADA);
        LinkToken link = journey.linkIn("reset-password");

        change(LOVELACE);

        assertThat(fakes.sallyport().resetPassword().handle(new ResetPassword.Command(link, CHOSEN, CLIENT)))
                .isEqualTo(new ResetPassword.Result.InvalidLink());
    }

    @Test
    void canBeTakenBackFromTheOldMailboxWhichEndsAllAndDisablesThePassword() {
        change(LOVELACE);

        assertThat(undo(journey.linkIn("email-changed"))).isEqualTo(new UndoEmailChange.Result.Undone());

        assertThat(fakes.users().all()).extracting(User::email).containsExactly(ADA);
        assertThat(fakes.sessions().active(signedIn.session())).isEmpty();
        assertThat(journey.signIn(ADA, PASSWORD)).isEqualTo(new SignIn.Result.InvalidCredentials());
        assertThat(fakes.auditTrail().events())
                .filteredOn(AuditEvent.EmailChangeUndone.class::isInstance)
                .containsExactly(new AuditEvent.EmailChangeUndone(ada.id(), 1));
        assertThat(lastMail("email-change-undone").to()).isEqualTo(ADA);
        fakes.sallyport()
                .resetPassword()
                .handle(new ResetPassword.Command(journey.linkIn("email-change-undone"), CHOSEN, CLIENT));
        assertThat(journey.signIn(ADA, CHOSEN)).isInstanceOf(SignIn.Result.Succeeded.class);
    }

    @Test
    void canBeStoppedBeforeItIsDone() {
        request(LOVELACE);
        MailedCode code = mailedCode();

        assertThat(undo(journey.linkIn("email-change-requested"))).isEqualTo(new UndoEmailChange.Result.Undone());

        assertThat(fakes.users().all()).extracting(User::email).containsExactly(ADA);
        assertThat(confirm(code)).isEqualTo(new ConfirmEmailChange.Result.SignedOut());
        assertThat(fakes.ports()
                        .emailChanges()
                        .requested(ada.id(), fakes.clock().instant()))
                .isEmpty();
    }

    @Test
    void canBeTakenBackThoughTheThiefChangedEverythingAgain() {
        change(LOVELACE);
        LinkToken victims = journey.linkIn("email-changed");
        change(EmailAddress.of("thief@example.com"));
        LinkToken thiefs = journey.linkIn("email-changed");
        fakes.sallyport()
                .changePassword()
                .handle(new ChangePassword.Command(caller, Evidence.of(PASSWORD), CHOSEN, CLIENT));

        assertThat(undo(victims)).isEqualTo(new UndoEmailChange.Result.Undone());

        assertThat(fakes.users().all()).extracting(User::email).containsExactly(ADA);
        assertThat(journey.signIn(ADA, CHOSEN)).isEqualTo(new SignIn.Result.InvalidCredentials());
        assertThat(undo(thiefs)).isEqualTo(new UndoEmailChange.Result.InvalidLink());
    }

    @Test
    void canBeTakenBackOnceForSevenDays() {
        change(LOVELACE);
        LinkToken link = journey.linkIn("email-changed");
        fakes.clock().advance(Duration.ofDays(7).minusMillis(1));

        assertThat(undo(link)).isEqualTo(new UndoEmailChange.Result.Undone());
        assertThat(undo(link)).isEqualTo(new UndoEmailChange.Result.InvalidLink());
    }

    @Test
    void cannotBeTakenBackAfterSevenDays() {
        change(LOVELACE);
        fakes.clock().advance(Duration.ofDays(7));

        assertThat(undo(journey.linkIn("email-changed"))).isEqualTo(new UndoEmailChange.Result.InvalidLink());
    }

    @Test
    void cannotBeTakenBackWhereTheOldAddressHasAnotherAccountAndTheLinkStays() {
        change(LOVELACE);
        LinkToken link = journey.linkIn("email-changed");
        SignedIn newcomer = journey.signedIn(ADA);

        assertThat(undo(link)).isEqualTo(new UndoEmailChange.Result.EmailTaken());

        fakes.users().remove(newcomer.user().id());
        assertThat(undo(link)).isEqualTo(new UndoEmailChange.Result.Undone());
    }

    @Test
    void isLimitedByTheMailsThatTheWantedAddressGets() {
        fakes.rateLimits().exhaust(Limit.MAIL_PER_ADDRESS);

        assertThat(request(LOVELACE)).isInstanceOf(RequestEmailChange.Result.Limited.class);
    }

    @Test
    void isForgottenOnceItIsOver() {
        change(LOVELACE);
        request(EmailAddress.of("countess@example.com"));
        fakes.clock().advance(Duration.ofDays(7));

        int purged = fakes.sallyport()
                .purgeAccountTraces()
                .handle(new PurgeAccountTraces.Command(10))
                .purged();

        assertThat(purged).isEqualTo(3);
    }

    private void change(EmailAddress wanted) {
        request(wanted);
        assertThat(confirm(mailedCode())).isInstanceOf(ConfirmEmailChange.Result.Changed.class);
    }

    private RequestEmailChange.Result request(EmailAddress wanted) {
        return request(wanted, PASSWORD);
    }

    private RequestEmailChange.Result request(EmailAddress wanted, Password password) {
        return fakes.sallyport()
                .requestEmailChange()
                .handle(new RequestEmailChange.Command(caller, wanted, Evidence.of(password), CLIENT));
    }

    private MailedCode mailedCode() {
        return MailedCode.of(lastMail("confirm-new-address").content().text());
    }

    private Mail lastMail(String kind) {
        return fakes.mailQueue().last(kind);
    }

    private ConfirmEmailChange.Result confirm(MailedCode code) {
        return fakes.sallyport().confirmEmailChange().handle(new ConfirmEmailChange.Command(caller, code, CLIENT));
    }

    private UndoEmailChange.Result undo(LinkToken link) {
        return fakes.sallyport().undoEmailChange().handle(new UndoEmailChange.Command(link, CLIENT));
    }
}
