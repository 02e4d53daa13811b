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

/** One message of every kind, to a reader of English. */
final class SampleMessages {
    static final EmailAddress ADA = EmailAddress.of("ada@example.com");
    static final EmailAddress OTHER = EmailAddress.of("o'neill&sons@example.org");
    static final LanguageTag ENGLISH = LanguageTag.of("en");
    static final LinkToken TOKEN = LinkToken.of("t0ken-_".repeat(7).substring(0, 43));
    static final MailedCode CODE = MailedCode.of("12345678");
    static final Instant AT = Instant.parse("2026-03-01T15:04:05Z");

    private static final Duration LIFETIME = Duration.ofMinutes(10);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Device FIREFOX = new Device("Firefox", "Windows");
    private static final ClientAddress SOMEWHERE = ClientAddress.of("203.0.113.7");

    static final MailMessage VERIFY_ADDRESS = new MailMessage.VerifyAddress(ADA, ENGLISH, CODE, TOKEN, LIFETIME);
    static final MailMessage ALREADY_REGISTERED = new MailMessage.AlreadyRegistered(ADA, ENGLISH);
    static final MailMessage NEW_DEVICE = new MailMessage.NewDevice(ADA, ENGLISH, FIREFOX, SOMEWHERE, AT);
    static final MailMessage SESSION_STOLEN = new MailMessage.SessionStolen(ADA, ENGLISH, FIREFOX, SOMEWHERE, AT);
    static final MailMessage RESET_PASSWORD = new MailMessage.ResetPassword(ADA, ENGLISH, TOKEN, Duration.ofHours(1));
    static final MailMessage PASSWORD_CHANGED = new MailMessage.PasswordChanged(ADA, ENGLISH, FIREFOX, SOMEWHERE, AT);
    static final MailMessage PASSWORD_DISABLED = new MailMessage.PasswordDisabled(ADA, ENGLISH);
    static final MailMessage SECOND_FACTOR_ADDED =
            new MailMessage.SecondFactorAdded(ADA, ENGLISH, FIREFOX, SOMEWHERE, AT);
    static final MailMessage SECOND_FACTOR_REMOVED =
            new MailMessage.SecondFactorRemoved(ADA, ENGLISH, FIREFOX, SOMEWHERE, AT);
    static final MailMessage SECOND_FACTOR_RESET = new MailMessage.SecondFactorReset(ADA, ENGLISH);
    static final MailMessage RECOVERY_CODES_RENEWED =
            new MailMessage.RecoveryCodesRenewed(ADA, ENGLISH, FIREFOX, SOMEWHERE, AT);
    static final MailMessage RECOVERY_CODE_USED = recoveryCodeUsed(9);
    static final MailMessage RECOVERY_CODES_LOW = recoveryCodesLow(2);
    static final MailMessage CONFIRM_NEW_ADDRESS = new MailMessage.ConfirmNewAddress(OTHER, ENGLISH, CODE, LIFETIME);
    static final MailMessage ADDRESS_IN_USE = new MailMessage.AddressInUse(OTHER, ENGLISH);
    static final MailMessage EMAIL_CHANGE_REQUESTED =
            new MailMessage.EmailChangeRequested(ADA, ENGLISH, OTHER, TOKEN, WEEK);
    static final MailMessage EMAIL_CHANGED = new MailMessage.EmailChanged(ADA, ENGLISH, OTHER, TOKEN, WEEK);
    static final MailMessage NEW_ADDRESS_IN_USE = new MailMessage.NewAddressInUse(OTHER, ENGLISH);
    static final MailMessage EMAIL_CHANGE_UNDONE =
            new MailMessage.EmailChangeUndone(ADA, ENGLISH, TOKEN, Duration.ofHours(1));
    static final MailMessage ACCOUNT_DELETION_SCHEDULED =
            new MailMessage.AccountDeletionScheduled(ADA, ENGLISH, TOKEN, AT);
    static final MailMessage ACCOUNT_DELETED = new MailMessage.AccountDeleted(ADA, ENGLISH);

    private SampleMessages() {}

    static MailMessage recoveryCodeUsed(int left) {
        return new MailMessage.RecoveryCodeUsed(ADA, ENGLISH, FIREFOX, SOMEWHERE, AT, left);
    }

    static MailMessage recoveryCodesLow(int left) {
        return new MailMessage.RecoveryCodesLow(ADA, ENGLISH, FIREFOX, SOMEWHERE, AT, left);
    }

    static List<MailMessage> all() {
        return List.of(
                VERIFY_ADDRESS,
                ALREADY_REGISTERED,
                NEW_DEVICE,
                SESSION_STOLEN,
                RESET_PASSWORD,
                PASSWORD_CHANGED,
                PASSWORD_DISABLED,
                SECOND_FACTOR_ADDED,
                SECOND_FACTOR_REMOVED,
                SECOND_FACTOR_RESET,
                RECOVERY_CODES_RENEWED,
                RECOVERY_CODE_USED,
                RECOVERY_CODES_LOW,
                CONFIRM_NEW_ADDRESS,
                ADDRESS_IN_USE,
                EMAIL_CHANGE_REQUESTED,
                EMAIL_CHANGED,
                NEW_ADDRESS_IN_USE,
                EMAIL_CHANGE_UNDONE,
                ACCOUNT_DELETION_SCHEDULED,
                ACCOUNT_DELETED);
    }
}
