package dev.sallyport.application.session;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.Device;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/**
 * Begins a session for a user who has just proven who they are: the one way in, whatever the proof was. It ends what the user has too many
 * of, and tells them if they have never signed in from there before (ASVS 6.3.5).
 */
public final class SessionOpener {
    private static final int MOST_NOTICES_AN_HOUR = 5;

    private final Sessions sessions;
    private final ClientMemory clients;
    private final Auditor auditor;
    private final Mailer mailer;
    private final IdGenerator ids;
    private final SessionPolicy policy;

    public SessionOpener(
            Sessions sessions,
            ClientMemory clients,
            Auditor auditor,
            Mailer mailer,
            IdGenerator ids,
            SessionPolicy policy) {
        this.sessions = sessions;
        this.clients = clients;
        this.auditor = auditor;
        this.mailer = mailer;
        this.ids = ids;
        this.policy = policy;
    }

    /**
     * Call it inside the transaction that the proof is spent in.
     *
     * @param password the hash of the password that was proven
     * @return empty if the user has been suspended or deleted meanwhile, or the password changed or disabled
     */
    public Optional<ActiveSession> open(
            UserId user, PasswordHash password, Set<AuthenticationMethod> methods, Client client, Instant now) {
        NewSession wanted = new NewSession(new SessionId(ids.next()), user, password, methods, client);
        return sessions.open(wanted, policy).map(opened -> {
            clients.remember(user, client, now);
            auditor.record(new AuditEvent.SignedIn(user, wanted.id()), client, now);
            opened.displaced()
                    .forEach(displaced ->
                            auditor.record(new AuditEvent.SessionDisplaced(user, displaced, wanted.id()), client, now));
            if (opened.newDevices() > 0) {
                noticeNewDevice(opened, client, now);
            }
            return opened.active();
        });
    }

    /** Whoever has the password and invents devices can have them written down, but not flood the mailbox. */
    private void noticeNewDevice(Sessions.Opened opened, Client client, Instant now) {
        User user = opened.active().user();
        SessionId session = opened.active().session().id();
        auditor.record(new AuditEvent.SignedInFromNewDevice(user.id(), session), client, now);
        if (opened.newDevices() <= MOST_NOTICES_AN_HOUR) {
            mailer.enqueue(
                    new MailMessage.NewDevice(user.email(), user.locale(), Device.of(client), client.address(), now),
                    null,
                    now);
        }
    }
}
