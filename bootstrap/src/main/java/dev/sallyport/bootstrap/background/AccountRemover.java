package dev.sallyport.bootstrap.background;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.account.DeleteDueAccounts;
import java.time.Duration;

/**
 * Removes deleted accounts when their grace is over, at most a minute late. It does so whatever the grace is now: accounts may wait that were
 * deleted when there was one.
 */
public final class AccountRemover {
    private static final Duration PERIOD = Duration.ofMinutes(1);
    private static final DeleteDueAccounts.Command BATCH = new DeleteDueAccounts.Command(100);

    private final DeleteDueAccounts deleteDueAccounts;
    private final Outage outage = new Outage("removing deleted accounts");

    private AccountRemover(DeleteDueAccounts deleteDueAccounts) {
        this.deleteDueAccounts = deleteDueAccounts;
    }

    /** Begins with those whose time came while no server ran. */
    public static Work start(Workers workers, DeleteDueAccounts deleteDueAccounts) {
        AccountRemover remover = new AccountRemover(deleteDueAccounts);
        return workers.start("account-removal", Urgency.NOW_AND_THEN, Duration.ZERO, remover::run, remover.outage);
    }

    private Duration run() {
        try {
            int deleted = deleteDueAccounts.handle(BATCH).deleted();
            outage.ended();
            return deleted == BATCH.most() ? Duration.ZERO : PERIOD;
        } catch (ServiceUnavailable unavailable) {
            outage.began(unavailable.dependency() + " is unavailable");
            return PERIOD;
        }
    }
}
