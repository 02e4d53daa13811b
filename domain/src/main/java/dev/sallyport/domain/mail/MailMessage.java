package dev.sallyport.domain.mail;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.registration.VerificationCode;
import dev.sallyport.domain.registration.VerificationToken;
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
    record VerifyAddress(
            EmailAddress to, LanguageTag locale, VerificationCode code, VerificationToken token, Duration lifetime)
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
}
