package dev.sallyport.domain.mail;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.Device;
import java.time.Duration;
import java.time.Instant;

/**
 * What is to be said, before it is put into words. Nothing that a stranger chose (a display name, say) is part of a mail to an
 * unproven address: our mail must not carry somebody else's advertisement.
 */
public sealed interface MailMessage {
    EmailAddress to();

    LanguageTag locale();

    /** The stable name of this kind of message. */
    String kind();

    /** The code and the link that prove an address. */
    record VerifyAddress(EmailAddress to, LanguageTag locale, MailedCode code, LinkToken token, Duration lifetime)
            implements MailMessage {
        @Override
        public String kind() {
            return "verify-address";
        }
    }

    /** Somebody, perhaps the owner, asked for an account with an address that has one. */
    record AlreadyRegistered(EmailAddress to, LanguageTag locale) implements MailMessage {
        @Override
        public String kind() {
            return "already-registered";
        }
    }

    /** Somebody, perhaps the owner, signed in on a device, or at a place, where the owner never had before. */
    record NewDevice(EmailAddress to, LanguageTag locale, Device device, ClientAddress address, Instant at)
            implements MailMessage {
        @Override
        public String kind() {
            return "new-device";
        }
    }

    /** A session was ended since one of its old refresh tokens was presented: it may have been stolen (RFC 9700 §4.14.2). */
    record SessionStolen(EmailAddress to, LanguageTag locale, Device device, ClientAddress address, Instant at)
            implements MailMessage {
        @Override
        public String kind() {
            return "session-stolen";
        }
    }

    /** The link by which the owner of an account chooses a new password. */
    record ResetPassword(EmailAddress to, LanguageTag locale, LinkToken token, Duration lifetime)
            implements MailMessage {
        @Override
        public String kind() {
            return "reset-password";
        }
    }

    /** An account has a new password (ASVS 6.3.7). */
    record PasswordChanged(EmailAddress to, LanguageTag locale, Device device, ClientAddress address, Instant at)
            implements MailMessage {
        @Override
        public String kind() {
            return "password-changed";
        }
    }

    /** So many wrong passwords were given that the password is not accepted any more until it is reset (NIST SP 800-63B-4 §3.2.2). */
    record PasswordDisabled(EmailAddress to, LanguageTag locale) implements MailMessage {
        @Override
        public String kind() {
            return "password-disabled";
        }
    }

    /** An account has a second factor from now on (ASVS 6.3.7). */
    record SecondFactorAdded(EmailAddress to, LanguageTag locale, Device device, ClientAddress address, Instant at)
            implements MailMessage {
        @Override
        public String kind() {
            return "second-factor-added";
        }
    }

    /** An account has no second factor any more; whoever removed it knew the password and had the factor. */
    record SecondFactorRemoved(EmailAddress to, LanguageTag locale, Device device, ClientAddress address, Instant at)
            implements MailMessage {
        @Override
        public String kind() {
            return "second-factor-removed";
        }
    }

    /** An account has new recovery codes; those before are void. */
    record RecoveryCodesRenewed(EmailAddress to, LanguageTag locale, Device device, ClientAddress address, Instant at)
            implements MailMessage {
        @Override
        public String kind() {
            return "recovery-codes-renewed";
        }
    }

    /** An administrator took the account's second factor away, so that its owner can enrol another. */
    record SecondFactorReset(EmailAddress to, LanguageTag locale) implements MailMessage {
        @Override
        public String kind() {
            return "second-factor-reset";
        }
    }

    /** An operator gave the account another password (ASVS 6.3.7). */
    record PasswordSet(EmailAddress to, LanguageTag locale) implements MailMessage {
        @Override
        public String kind() {
            return "password-set";
        }
    }

    /** A recovery code was used, and cannot be used again. */
    record RecoveryCodeUsed(
            EmailAddress to, LanguageTag locale, Device device, ClientAddress address, Instant at, int left)
            implements MailMessage {
        @Override
        public String kind() {
            return "recovery-code-used";
        }
    }

    /** A recovery code was used, and so few are left that their owner had better get new ones. */
    record RecoveryCodesLow(
            EmailAddress to, LanguageTag locale, Device device, ClientAddress address, Instant at, int left)
            implements MailMessage {
        @Override
        public String kind() {
            return "recovery-codes-low";
        }
    }

    /** The code that proves the address which an account is to have. */
    record ConfirmNewAddress(EmailAddress to, LanguageTag locale, MailedCode code, Duration lifetime)
            implements MailMessage {
        @Override
        public String kind() {
            return "confirm-new-address";
        }
    }

    /** Somebody, perhaps the owner, wanted another account to have an address that has one. */
    record AddressInUse(EmailAddress to, LanguageTag locale) implements MailMessage {
        @Override
        public String kind() {
            return "address-in-use";
        }
    }

    /** Somebody who knows the password asked for another address; the link stops them. */
    record EmailChangeRequested(
            EmailAddress to, LanguageTag locale, EmailAddress wanted, LinkToken undo, Duration undoLifetime)
            implements MailMessage {
        @Override
        public String kind() {
            return "email-change-requested";
        }
    }

    /** The account has another address from now on; the link, mailed to the old one, restores that. */
    record EmailChanged(
            EmailAddress to, LanguageTag locale, EmailAddress changedTo, LinkToken undo, Duration undoLifetime)
            implements MailMessage {
        @Override
        public String kind() {
            return "email-changed";
        }
    }

    /** An account has this address from now on. */
    record NewAddressInUse(EmailAddress to, LanguageTag locale) implements MailMessage {
        @Override
        public String kind() {
            return "new-address-in-use";
        }
    }

    /** The old address is restored, and the password disabled; the link chooses a new one. */
    record EmailChangeUndone(EmailAddress to, LanguageTag locale, LinkToken token, Duration lifetime)
            implements MailMessage {
        @Override
        public String kind() {
            return "email-change-undone";
        }
    }

    /** An account will be deleted, unless its owner follows the link by then. */
    record AccountDeletionScheduled(EmailAddress to, LanguageTag locale, LinkToken keep, Instant due)
            implements MailMessage {
        @Override
        public String kind() {
            return "account-deletion-scheduled";
        }
    }

    /** An account is gone. */
    record AccountDeleted(EmailAddress to, LanguageTag locale) implements MailMessage {
        @Override
        public String kind() {
            return "account-deleted";
        }
    }

    /** An account is gone, and it was not its owner who wanted that. */
    record AccountDeletedByAdministrator(EmailAddress to, LanguageTag locale) implements MailMessage {
        @Override
        public String kind() {
            return "account-deleted-by-administrator";
        }
    }

    /** The link by which somebody whom an administrator invited makes their account. */
    record Invitation(EmailAddress to, LanguageTag locale, LinkToken token, Duration lifetime) implements MailMessage {
        @Override
        public String kind() {
            return "invitation";
        }
    }

    /** The code that signs its reader in. */
    record SignInCode(EmailAddress to, LanguageTag locale, MailedCode code, Duration lifetime) implements MailMessage {
        @Override
        public String kind() {
            return "sign-in-code";
        }
    }
}
