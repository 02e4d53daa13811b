package dev.sallyport.application.mail;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Instant;
import java.time.InstantSource;

/** Has a mail tried at once, at the word of an administrator: a dead letter, or one that waits to be tried again. */
public final class RetryMail {
    /** What the caller must be allowed to do. */
    public static final Permission NEEDED = new Permission("mail:write");

    private final Transactor transactor;
    private final MailRecords records;
    private final Auditor auditor;
    private final InstantSource clock;

    public RetryMail(Transactor transactor, MailRecords records, Auditor auditor, InstantSource clock) {
        this.transactor = transactor;
        this.records = records;
        this.auditor = auditor;
        this.clock = clock;
    }

    public record Command(VerifiedAccessToken caller, MailId mail, Client client) {}

    public sealed interface Result {
        /** It is tried, for as long as if it had just been queued. */
        record Queued() implements Result {}

        /** It was delivered, or what it carried has expired. */
        record NothingToSend() implements Result {}

        record UnknownMail() implements Result {}

        /** The caller may not have mail sent. */
        record Forbidden() implements Result {}
    }

    public Result handle(Command command) {
        if (!command.caller().claims().permissions().contains(NEEDED)) {
            return new Result.Forbidden();
        }
        UserId caller = command.caller().claims().userId();
        Instant now = clock.instant();
        return transactor.inTransaction(() -> switch (records.retry(command.mail(), now)) {
            case QUEUED -> {
                auditor.record(
                        new AuditEvent.MailRetried(command.mail(), new Author.Person(caller)), command.client(), now);
                yield new Result.Queued();
            }
            case NOTHING_TO_SEND -> new Result.NothingToSend();
            case UNKNOWN -> new Result.UnknownMail();
        });
    }
}
