package dev.sallyport.application.recovery;

import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.secret.Links;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.recovery.RecoveryPolicy;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;
import java.time.Duration;
import java.time.Instant;

/** Makes and mails the links by which owners of accounts choose a new password. A new one voids the one before. */
public final class ResetLinks {
    private final PasswordResets resets;
    private final Links links;
    private final Mailer mailer;
    private final RecoveryPolicy policy;

    public ResetLinks(PasswordResets resets, Links links, Mailer mailer, RecoveryPolicy policy) {
        this.resets = resets;
        this.links = links;
        this.mailer = mailer;
        this.policy = policy;
    }

    /** Mails a link to the user. Call it, like the other, inside a transaction. */
    public void mailTo(User user, Instant now) {
        mail(user, MailMessage.ResetPassword::new, now);
    }

    /** Mails a link to the user whose old address has just been restored. */
    public void mailAfterUndoing(User user, Instant now) {
        mail(user, MailMessage.EmailChangeUndone::new, now);
    }

    private void mail(User user, Wording wording, Instant now) {
        Links.Fresh fresh = links.make(SecretPurpose.PASSWORD_RESET_LINK);
        Instant expiresAt = now.plus(policy.linkLifetime());
        resets.grant(user.id(), user.email(), fresh.kept(), expiresAt);
        mailer.enqueue(wording.of(user.email(), user.locale(), fresh.token(), policy.linkLifetime()), expiresAt, now);
    }

    /** A mail with a link in it. */
    private interface Wording {
        MailMessage of(EmailAddress to, LanguageTag locale, LinkToken token, Duration lifetime);
    }

    SecretDigest digest(LinkToken token) {
        return links.digest(SecretPurpose.PASSWORD_RESET_LINK, token);
    }
}
