package dev.sallyport.application.account;

import dev.sallyport.application.audit.Activity;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.RecordedEvent;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.UsedDevice;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/**
 * Gives the caller everything personal that is kept of them (GDPR art. 15 and 20). Left out are secrets and networks, which are kept only as
 * digests, and sessions that are over: when and from where they began is in the activity.
 */
public final class ExportPersonalData {
    private static final int MOST_SESSIONS = 10_000;

    private final Sessions sessions;
    private final EmailChanges emailChanges;
    private final AuditTrail auditTrail;
    private final RateLimits rateLimits;
    private final Auditor auditor;
    private final InstantSource clock;

    public ExportPersonalData(
            Sessions sessions,
            EmailChanges emailChanges,
            AuditTrail auditTrail,
            RateLimits rateLimits,
            Auditor auditor,
            InstantSource clock) {
        this.sessions = sessions;
        this.emailChanges = emailChanges;
        this.auditTrail = auditTrail;
        this.rateLimits = rateLimits;
        this.auditor = auditor;
        this.clock = clock;
    }

    public record Command(VerifiedAccessToken caller, Client client) {}

    public sealed interface Result {
        record Found(PersonalData data) implements Result {}

        record Limited(Budget exhausted) implements Result {}

        /** The session was ended, or the account suspended, since the token was issued. */
        record SignedOut() implements Result {}
    }

    /**
     * What is kept of somebody.
     *
     * @param requestedEmail the address that they asked for and have not proven yet
     * @param formerEmails addresses that the account had, and that can be restored from their mailboxes
     * @param sessions those that are not over, newest first
     * @param activity what the audit trail says of them, newest first: fetched page by page while it is gone through, however much it is
     */
    public record PersonalData(
            Instant exportedAt,
            User user,
            Optional<EmailAddress> requestedEmail,
            List<EmailAddress> formerEmails,
            List<Session> sessions,
            List<UsedDevice> devices,
            Iterable<RecordedEvent> activity) {
        public PersonalData {
            formerEmails = List.copyOf(formerEmails);
            sessions = List.copyOf(sessions);
            devices = List.copyOf(devices);
        }
    }

    public Result handle(Command command) {
        return switch (rateLimits.take(List.of(Charge.apiPerIp(command.client().address())))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> find(command);
        };
    }

    private Result find(Command command) {
        return sessions.active(command.caller().claims().sessionId())
                .<Result>map(active -> new Result.Found(dataOf(active.user(), command)))
                .orElseGet(Result.SignedOut::new);
    }

    private PersonalData dataOf(User user, Command command) {
        Instant now = clock.instant();
        auditor.record(
                new AuditEvent.DataExported(user.id(), command.caller().claims().sessionId()), command.client(), now);
        return new PersonalData(
                now,
                user,
                emailChanges.requested(user.id(), now),
                formerEmails(user, now),
                sessions.of(user.id(), null, MOST_SESSIONS),
                sessions.devicesOf(user.id()),
                Activity.of(user.id(), auditTrail));
    }

    /** A right to restore the present address guards a change that was asked for and never made. */
    private List<EmailAddress> formerEmails(User user, Instant now) {
        return emailChanges.restorable(user.id(), now).stream()
                .filter(email -> !email.equals(user.email()))
                .toList();
    }
}
