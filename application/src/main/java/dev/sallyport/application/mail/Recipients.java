package dev.sallyport.application.mail;

import dev.sallyport.application.secret.SecretDigests;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.MailRecipient;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;

/** What recipients of mail are known by in the outbox. */
public final class Recipients {
    private final SecretDigests digests;

    public Recipients(SecretDigests digests) {
        this.digests = digests;
    }

    public SecretDigest digest(EmailAddress address) {
        return digests.digest(SecretPurpose.MAIL_RECIPIENT, "", MailRecipient.of(address));
    }
}
