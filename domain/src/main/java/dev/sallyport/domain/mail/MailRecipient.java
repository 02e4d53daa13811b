package dev.sallyport.domain.mail;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.secret.Secret;

/**
 * Whom a mail went to, by which it is found again. It outlasts the mail itself, so it is kept like a secret: as a digest, which only tells
 * somebody who has the address.
 */
public final class MailRecipient extends Secret {
    private MailRecipient(String address) {
        super(address);
    }

    public static MailRecipient of(EmailAddress address) {
        return new MailRecipient(address.value());
    }
}
