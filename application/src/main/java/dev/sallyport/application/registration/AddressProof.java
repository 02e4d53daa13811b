package dev.sallyport.application.registration;

import dev.sallyport.application.account.Users.Owner;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.secret.Links;
import dev.sallyport.application.secret.SecretDigests;
import dev.sallyport.application.secret.SecretGenerator;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.registration.MailedProof;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.registration.RegistrationPolicy;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;
import java.time.Instant;
import java.util.Optional;

/** Makes, mails and recognises the code and the link that prove an address. */
public final class AddressProof {
    private final SecretGenerator secrets;
    private final SecretDigests digests;
    private final Links links;
    private final Mailer mailer;
    private final RegistrationPolicy policy;

    public AddressProof(
            SecretGenerator secrets, SecretDigests digests, Links links, Mailer mailer, RegistrationPolicy policy) {
        this.secrets = secrets;
        this.digests = digests;
        this.links = links;
        this.mailer = mailer;
        this.policy = policy;
    }

    /**
     * A code and a token that nobody has seen yet.
     *
     * @param kept what is stored of them
     */
    record Fresh(MailedCode code, LinkToken token, MailedProof kept) {}

    Fresh make(RegistrationId registration, Instant now) {
        MailedCode code = MailedCode.of(secrets.digits(MailedCode.LENGTH));
        Links.Fresh link = links.make(SecretPurpose.EMAIL_VERIFICATION_LINK);
        Instant expiresAt = now.plus(policy.codeLifetime());
        return new Fresh(code, link.token(), new MailedProof(digest(registration, code), link.kept(), expiresAt));
    }

    /**
     * Mails the proof; or, if the address has an account, tells its owner, and then nobody ever sees the proof. A proof is not worth
     * sending once it has expired, a notice once the registration that it speaks of is forgotten.
     */
    void mail(Fresh fresh, EmailAddress to, LanguageTag locale, Optional<Owner> owner, Instant now) {
        if (owner.isPresent()) {
            var notice = new MailMessage.AlreadyRegistered(to, owner.get().locale());
            mailer.enqueue(notice, now.plus(policy.lifetime()), now);
        } else {
            var message = new MailMessage.VerifyAddress(to, locale, fresh.code(), fresh.token(), policy.codeLifetime());
            mailer.enqueue(message, fresh.kept().expiresAt(), now);
        }
    }

    /** Bound to its registration: the same digits prove no other. */
    SecretDigest digest(RegistrationId registration, MailedCode code) {
        return digests.digest(SecretPurpose.EMAIL_VERIFICATION_CODE, registration.toString(), code);
    }

    SecretDigest digest(LinkToken token) {
        return links.digest(SecretPurpose.EMAIL_VERIFICATION_LINK, token);
    }
}
