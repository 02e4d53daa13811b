package dev.sallyport.mail;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.Device;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** One message of every kind, to see and to check how each is worded. Their codes and links are good for nothing. */
public final class SampleMessages {
    static final LinkToken TOKEN = LinkToken.of("t0ken-_".repeat(7).substring(0, 43));

    private static final EmailAddress ADA = EmailAddress.of("ada@example.com");
    private static final EmailAddress OTHER = EmailAddress.of("o'neill&sons@example.org");
    private static final MailedCode CODE = MailedCode.of("12345678");
    private static final Instant AT = Instant.parse("2026-03-01T15:04:05Z");
    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Device FIREFOX = new Device("Firefox", "Windows");
    private static final ClientAddress SOMEWHERE = ClientAddress.of("203.0.113.7");

    private SampleMessages() {}

    /** All kinds, to a reader of that language. */
    public static List<MailMessage> in(LanguageTag reader) {
        return List.of(
                new MailMessage.VerifyAddress(ADA, reader, CODE, TOKEN, LIFETIME),
                new MailMessage.AlreadyRegistered(ADA, reader),
                new MailMessage.NewDevice(ADA, reader, FIREFOX, SOMEWHERE, AT),
                new MailMessage.SessionStolen(ADA, reader, FIREFOX, SOMEWHERE, AT),
                new MailMessage.ResetPassword(ADA, reader, TOKEN, HOUR),
                new MailMessage.PasswordChanged(ADA, reader, FIREFOX, SOMEWHERE, AT),
                new MailMessage.PasswordDisabled(ADA, reader),
                new MailMessage.SecondFactorAdded(ADA, reader, FIREFOX, SOMEWHERE, AT),
                new MailMessage.SecondFactorRemoved(ADA, reader, FIREFOX, SOMEWHERE, AT),
                new MailMessage.SecondFactorReset(ADA, reader),
                new MailMessage.PasswordSet(ADA, reader),
                new MailMessage.RecoveryCodesRenewed(ADA, reader, FIREFOX, SOMEWHERE, AT),
                new MailMessage.RecoveryCodeUsed(ADA, reader, FIREFOX, SOMEWHERE, AT, 9),
                new MailMessage.RecoveryCodesLow(ADA, reader, FIREFOX, SOMEWHERE, AT, 2),
                new MailMessage.ConfirmNewAddress(OTHER, reader, CODE, LIFETIME),
                new MailMessage.AddressInUse(OTHER, reader),
                new MailMessage.EmailChangeRequested(ADA, reader, OTHER, TOKEN, WEEK),
                new MailMessage.EmailChanged(ADA, reader, OTHER, TOKEN, WEEK),
                new MailMessage.NewAddressInUse(OTHER, reader),
                new MailMessage.EmailChangeUndone(ADA, reader, TOKEN, HOUR),
                new MailMessage.AccountDeletionScheduled(ADA, reader, TOKEN, AT),
                new MailMessage.AccountDeleted(ADA, reader),
                new MailMessage.AccountDeletedByAdministrator(ADA, reader),
                new MailMessage.Invitation(ADA, reader, TOKEN, WEEK),
                new MailMessage.SignInCode(ADA, reader, CODE, LIFETIME));
    }
}
