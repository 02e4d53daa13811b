package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.PASSWORD;

import dev.sallyport.application.recovery.AnswerRecoveryRequests;
import dev.sallyport.application.recovery.RequestPasswordReset;
import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.application.registration.VerifyEmail;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.session.VerifiedAccessToken;

/** The steps that people take, on {@link Fakes}: for tests that begin where somebody already has come to. */
public final class Journey {
    private final Fakes fakes;

    public Journey(Fakes fakes) {
        this.fakes = fakes;
    }

    public RegistrationId register(EmailAddress email) {
        var command = new RegisterAccount.Command(email, PASSWORD, null, ENGLISH, CLIENT);
        return switch (fakes.sallyport().registerAccount().handle(command)) {
            case RegisterAccount.Result.Accepted(var id, var lifetime) -> id;
            case RegisterAccount.Result.PasswordRefused refused -> throw new AssertionError(refused);
            case RegisterAccount.Result.BlockedDomain blocked -> throw new AssertionError(blocked);
            case RegisterAccount.Result.Limited limited -> throw new AssertionError(limited);
            case RegisterAccount.Result.Closed closed -> throw new AssertionError(closed);
            case RegisterAccount.Result.ChallengeRequired required -> throw new AssertionError(required);
            case RegisterAccount.Result.ChallengeFailed failed -> throw new AssertionError(failed);
        };
    }

    /** The code in the mail that was queued last. */
    public MailedCode mailedCode() {
        return MailedCode.of(lastMail()[0]);
    }

    /** The token of the link in the mail that was queued last. */
    public LinkToken mailedToken() {
        return LinkToken.of(lastMail()[1]);
    }

    /** Some code that is not the one that was mailed last. */
    public MailedCode wrongCode() {
        return MailedCode.of(mailedCode().reveal().equals("99999999") ? "00000000" : "99999999");
    }

    public VerifyEmail.Result verify(RegistrationId registration, MailedCode code) {
        return fakes.sallyport().verifyEmail().handle(new VerifyEmail.Command.ByCode(registration, code, CLIENT));
    }

    /** Registers, proves the address and is signed in. */
    public SignedIn signedIn(EmailAddress email) {
        RegistrationId registration = register(email);
        if (verify(registration, mailedCode()) instanceof VerifyEmail.Result.Verified(var signedIn)) {
            return signedIn;
        }
        throw new AssertionError("the mailed code was refused");
    }

    /** Signs in from the usual client. */
    public SignIn.Result signIn(EmailAddress email, Password password) {
        return fakes.sallyport().signIn().handle(new SignIn.Command(email, password, CLIENT));
    }

    /** Asks for a link that resets the password, which the owner of the account gets, if there is one. */
    public RequestPasswordReset.Result forgot(EmailAddress email) {
        var result = fakes.sallyport().requestPasswordReset().handle(new RequestPasswordReset.Command(email, CLIENT));
        fakes.sallyport().answerRecoveryRequests().handle(new AnswerRecoveryRequests.Command(10));
        return result;
    }

    /** The token of the link in the last mail of that kind, in which it stands alone. */
    public LinkToken linkIn(String kind) {
        return LinkToken.of(fakes.mailQueue().last(kind).content().text());
    }

    public VerifiedAccessToken caller(SignedIn signedIn) {
        return fakes.ports().accessTokens().verify(signedIn.accessToken()).orElseThrow();
    }

    private String[] lastMail() {
        return fakes.mailQueue().last().content().text().split(" ", -1);
    }
}
