package dev.sallyport.domain.mail;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.registration.VerificationCode;
import dev.sallyport.domain.registration.VerificationToken;
import java.time.Duration;

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
}
