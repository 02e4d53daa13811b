package dev.sallyport.application.recovery;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.recovery.RecoveryRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/**
 * Mails a link to the owners of accounts for which somebody asked for one. Requests for addresses without an account are dropped, and nothing
 * is written down of them.
 */
public final class AnswerRecoveryRequests {
    private final Transactor transactor;
    private final RecoveryRequests requests;
    private final Users users;
    private final ResetLinks resetLinks;
    private final Auditor auditor;
    private final InstantSource clock;

    public AnswerRecoveryRequests(
            Transactor transactor,
            RecoveryRequests requests,
            Users users,
            ResetLinks resetLinks,
            Auditor auditor,
            InstantSource clock) {
        this.transactor = transactor;
        this.requests = requests;
        this.users = users;
        this.resetLinks = resetLinks;
        this.auditor = auditor;
        this.clock = clock;
    }

    /**
     * One batch.
     *
     * @param most how many to answer at the most
     */
    public record Command(int most) {}

    public record Result(int answered) {}

    public Result handle(Command command) {
        int answered = 0;
        while (answered < command.most() && answerOne()) {
            answered++;
        }
        return new Result(answered);
    }

    /** Each in a transaction of its own, so that no account is held for longer than its own answer takes. */
    private boolean answerOne() {
        return transactor.inTransaction(() -> {
            List<RecoveryRequest> taken = requests.take(1);
            taken.forEach(this::answer);
            return !taken.isEmpty();
        });
    }

    private void answer(RecoveryRequest request) {
        users.hold(request.email()).ifPresent(user -> {
            Instant now = clock.instant();
            if (user.isActive()) {
                resetLinks.mailTo(user, now);
                auditor.record(new AuditEvent.PasswordResetRequested(user.id()), request.client(), now);
            } else {
                auditor.record(new AuditEvent.PasswordResetWithheld(user.id()), request.client(), now);
            }
        });
    }
}
