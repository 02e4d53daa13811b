package dev.sallyport.application.account;

import dev.sallyport.application.secret.SecretDigests;
import dev.sallyport.application.secret.SecretGenerator;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;

/** Makes and recognises the codes that prove the address which an account is to have. */
public final class EmailChangeCodes {
    private final SecretGenerator secrets;
    private final SecretDigests digests;

    public EmailChangeCodes(SecretGenerator secrets, SecretDigests digests) {
        this.secrets = secrets;
        this.digests = digests;
    }

    /**
     * A code that nobody has seen yet.
     *
     * @param kept what is stored of it
     */
    record Fresh(MailedCode code, SecretDigest kept) {}

    Fresh make(UserId user) {
        MailedCode code = MailedCode.of(secrets.digits(MailedCode.LENGTH));
        return new Fresh(code, digest(user, code));
    }

    /** Bound to the user: the same digits prove nothing for anybody else. */
    SecretDigest digest(UserId user, MailedCode code) {
        return digests.digest(SecretPurpose.EMAIL_CHANGE_CODE, user.toString(), code);
    }
}
