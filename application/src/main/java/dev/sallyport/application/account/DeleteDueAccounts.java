package dev.sallyport.application.account;

import dev.sallyport.application.Transactor;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.session.Client;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** Deletes accounts whose owners did not change their minds in time. */
public final class DeleteDueAccounts {
    private final Transactor transactor;
    private final AccountDeletions deletions;
    private final AccountRemoval removal;
    private final InstantSource clock;

    public DeleteDueAccounts(
            Transactor transactor, AccountDeletions deletions, AccountRemoval removal, InstantSource clock) {
        this.transactor = transactor;
        this.deletions = deletions;
        this.removal = removal;
        this.clock = clock;
    }

    /**
     * One batch.
     *
     * @param most how many to delete at the most
     */
    public record Command(int most) {}

    public record Result(int deleted) {}

    public Result handle(Command command) {
        int deleted = 0;
        while (deleted < command.most() && deleteOne()) {
            deleted++;
        }
        return new Result(deleted);
    }

    /** Each in a transaction of its own, so that no account is held for longer than its own removal takes. */
    private boolean deleteOne() {
        Instant now = clock.instant();
        return transactor.inTransaction(() -> {
            Optional<User> due = deletions.nextDue(now);
            due.ifPresent(user -> removal.remove(user, Client.local(), now));
            return due.isPresent();
        });
    }
}
