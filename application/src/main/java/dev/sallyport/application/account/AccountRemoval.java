package dev.sallyport.application.account;

import dev.sallyport.application.access.Mandate;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.invitation.Invitations;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.recovery.RecoveryRequests;
import dev.sallyport.application.registration.PendingRegistrations;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.session.Client;
import java.time.Instant;

/**
 * Removes an account with everything that tells who its owner was, wherever it is kept. Of the audit trail only what happened is left,
 * under an id that is nobody's any more. The owner is told by a last mail, which is forgotten once it is sent.
 */
public final class AccountRemoval {
    private final Users users;
    private final PendingRegistrations registrations;
    private final Invitations invitations;
    private final RecoveryRequests recoveryRequests;
    private final EmailChanges emailChanges;
    private final AuditTrail auditTrail;
    private final Auditor auditor;
    private final Mailer mailer;

    public AccountRemoval(
            Users users,
            PendingRegistrations registrations,
            Invitations invitations,
            RecoveryRequests recoveryRequests,
            EmailChanges emailChanges,
            AuditTrail auditTrail,
            Auditor auditor,
            Mailer mailer) {
        this.users = users;
        this.registrations = registrations;
        this.invitations = invitations;
        this.recoveryRequests = recoveryRequests;
        this.emailChanges = emailChanges;
        this.auditTrail = auditTrail;
        this.auditor = auditor;
        this.mailer = mailer;
    }

    /** As its owner wanted. Call it, like the other, inside the transaction that decides on it. */
    public void remove(User user, Client client, Instant now) {
        remove(
                user,
                () -> auditor.record(new AuditEvent.AccountDeleted(user.id()), client, now),
                new MailMessage.AccountDeleted(user.email(), user.locale()),
                now);
    }

    /** At the word of an administrator. */
    public void remove(User user, Mandate.Present present) {
        remove(
                user,
                () -> present.record(new AuditEvent.AccountRemoved(user.id(), present.by())),
                new MailMessage.AccountDeletedByAdministrator(user.email(), user.locale()),
                present.now());
    }

    /** What is written down of it comes first, so that from where it was asked for is forgotten with all the rest. */
    private void remove(User user, Runnable writeDown, MailMessage last, Instant now) {
        emailChanges.requested(user.id(), now).ifPresent(mailer::forget);
        emailChanges.restorable(user.id(), now).forEach(mailer::forget);
        writeDown.run();
        auditTrail.forgetClients(user.id());
        registrations.forget(user.email());
        invitations.forget(user.email());
        recoveryRequests.forget(user.email());
        users.remove(user.id());
        mailer.enqueueLast(last, now);
    }
}
