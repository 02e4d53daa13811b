package dev.sallyport.application.signin;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.session.Client;
import java.time.Instant;
import java.util.Optional;

/**
 * Counts wrong passwords for as long as no right one comes between them, in the store that outlives every restart. The one that disables
 * the password is told to the owner, once (NIST SP 800-63B-4 §3.2.2, ASVS 6.3.1).
 */
public final class PasswordGuesses {
    private static final AuditEvent OF_NOBODY =
            new AuditEvent.SignInRefused(Optional.empty(), AuditEvent.SignInRefused.Reason.UNKNOWN_ADDRESS);

    private final Transactor transactor;
    private final Users users;
    private final Auditor auditor;
    private final Mailer mailer;

    public PasswordGuesses(Transactor transactor, Users users, Auditor auditor, Mailer mailer) {
        this.transactor = transactor;
        this.users = users;
        this.auditor = auditor;
        this.mailer = mailer;
    }

    /**
     * Takes down that somebody was refused. It does the same work whoever they are and whatever the reason.
     *
     * @param owner whose address it is, if it has an account
     * @param wrong whether the password was wrong, and not the account unusable
     */
    void refuse(
            EmailAddress email, Optional<User> owner, boolean wrong, AuditEvent refusal, Client client, Instant now) {
        transactor.inTransaction(() -> {
            ConsecutiveFailures failures = users.guessed(email, wrong);
            auditor.record(isGone(owner, wrong, failures) ? OF_NOBODY : refusal, client, now);
            if (wrong && failures.haveJustDisabled()) {
                owner.ifPresent(user -> {
                    auditor.record(new AuditEvent.PasswordDisabled(user.id()), client, now);
                    mailer.enqueue(new MailMessage.PasswordDisabled(user.email(), user.locale()), null, now);
                });
            }
            return failures;
        });
    }

    /** Deleted while the password was being checked: nothing must be written down of its owner any more. */
    private static boolean isGone(Optional<User> owner, boolean wrong, ConsecutiveFailures failures) {
        return owner.isPresent() && wrong && failures.count() == 0;
    }
}
