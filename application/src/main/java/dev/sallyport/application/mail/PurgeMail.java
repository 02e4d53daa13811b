package dev.sallyport.application.mail;

import dev.sallyport.domain.mail.MailPolicy;
import java.time.Instant;
import java.time.InstantSource;

/** Forgets what became of mail long ago, and erases dead letters that nobody could use any more. */
public final class PurgeMail {
    private final MailRecords records;
    private final InstantSource clock;
    private final MailPolicy policy;

    public PurgeMail(MailRecords records, InstantSource clock, MailPolicy policy) {
        this.records = records;
        this.clock = clock;
        this.policy = policy;
    }

    /**
     * One batch.
     *
     * @param most how many of each sort to forget at the most
     */
    public record Command(int most) {}

    /**
     * They are forgotten.
     *
     * @param purged how many of the sort of which there were more
     */
    public record Result(int purged) {}

    public Result handle(Command command) {
        Instant now = clock.instant();
        return new Result(records.purge(now.minus(policy.retention()), now, command.most()));
    }
}
