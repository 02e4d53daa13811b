package dev.sallyport.application.testing;

import dev.sallyport.application.mail.MailTemplates;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailMessage;

/** Words that are easy to read for a test: a code or a link's token alone, or the code, a blank and the token. */
public final class FakeMailTemplates implements MailTemplates {
    @Override
    public MailContent word(MailMessage message) {
        String text = switch (message) {
            case MailMessage.VerifyAddress verify ->
                verify.code().reveal() + " " + verify.token().reveal();
            case MailMessage.NewDevice newDevice -> newDevice.device().name();
            case MailMessage.SessionStolen stolen -> stolen.device().name();
            case MailMessage.AlreadyRegistered already -> "already registered";
            case MailMessage.ResetPassword reset -> reset.token().reveal();
            case MailMessage.PasswordChanged changed -> changed.device().name();
            case MailMessage.PasswordDisabled disabled -> "password disabled";
            case MailMessage.SecondFactorAdded added -> added.device().name();
            case MailMessage.SecondFactorRemoved removed -> removed.device().name();
            case MailMessage.SecondFactorReset reset -> "second factor reset";
            case MailMessage.PasswordSet set -> "password set";
            case MailMessage.RecoveryCodesRenewed renewed -> renewed.device().name();
            case MailMessage.RecoveryCodeUsed used -> Integer.toString(used.left());
            case MailMessage.RecoveryCodesLow low -> Integer.toString(low.left());
            case MailMessage.ConfirmNewAddress confirm -> confirm.code().reveal();
            case MailMessage.AddressInUse inUse -> "address in use";
            case MailMessage.EmailChangeRequested requested -> requested.undo().reveal();
            case MailMessage.EmailChanged changed -> changed.undo().reveal();
            case MailMessage.NewAddressInUse inUse -> "new address in use";
            case MailMessage.EmailChangeUndone undone -> undone.token().reveal();
            case MailMessage.AccountDeletionScheduled scheduled ->
                scheduled.keep().reveal();
            case MailMessage.AccountDeleted deleted -> "account deleted";
            case MailMessage.AccountDeletedByAdministrator deleted -> "account deleted by an administrator";
            case MailMessage.Invitation invitation -> invitation.token().reveal();
            case MailMessage.SignInCode signIn -> signIn.code().reveal();
        };
        return new MailContent(message.kind(), text, "<p>" + text + "</p>");
    }
}
