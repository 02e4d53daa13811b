package dev.sallyport.application.mail;

import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.mail.MailState;
import dev.sallyport.domain.mail.OutboxEntry;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows an administrator what became of mail: what waits, what left and what could not be delivered; never what it says. */
public final class ListMail {
    /** What the caller must be allowed to do. */
    public static final Permission NEEDED = new Permission("mail:read");

    private final MailRecords records;
    private final Recipients recipients;

    public ListMail(MailRecords records, Recipients recipients) {
        this.records = records;
        this.recipients = recipients;
    }

    /**
     * One page of those mails; null for whatever they are.
     *
     * @param before the last mail of the page before; null for the first page
     * @param most how many at the most
     */
    public record Command(
            VerifiedAccessToken caller,
            @Nullable MailState state,
            @Nullable String kind,
            @Nullable EmailAddress to,
            @Nullable MailId before,
            int most) {}

    public sealed interface Result {
        /**
         * One page.
         *
         * @param mails those queued last first
         * @param more whether there are any after them
         */
        record Found(List<OutboxEntry> mails, boolean more) implements Result {
            public Found {
                mails = List.copyOf(mails);
            }
        }

        /** The caller may not read about mail. */
        record Forbidden() implements Result {}
    }

    public Result handle(Command command) {
        if (!command.caller().claims().permissions().contains(NEEDED)) {
            return new Result.Forbidden();
        }
        EmailAddress to = command.to();
        var filter = new MailRecords.Filter(command.state(), command.kind(), to == null ? null : recipients.digest(to));
        List<OutboxEntry> found = records.find(filter, command.before(), command.most() + 1);
        boolean more = found.size() > command.most();
        return new Result.Found(more ? found.subList(0, command.most()) : found, more);
    }
}
