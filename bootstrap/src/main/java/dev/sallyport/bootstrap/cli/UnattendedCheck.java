package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.Unattended;
import java.time.Duration;
import java.util.function.Consumer;

/** Says whether servers do what waits for them: send mail and seal the audit trail. And whether another one would find connections. */
final class UnattendedCheck {
    private static final String OUTBOX = "outbox";
    private static final String AUDIT_TRAIL = "audit trail";
    private static final String CONNECTIONS = "database connections";

    /** Either takes seconds while a server runs. */
    private static final Duration PATIENCE = Duration.ofMinutes(5);

    /** Besides its pool, a server has one on which it hears what is revoked, and now and then one for a while. */
    private static final int BESIDES_THE_POOL = 2;

    private final Unattended found;
    private final int poolSize;

    UnattendedCheck(Unattended found, int poolSize) {
        this.found = found;
        this.poolSize = poolSize;
    }

    void run(Consumer<Finding> tell) {
        tell.accept(outbox());
        tell.accept(auditTrail());
        tell.accept(connections());
    }

    private Finding outbox() {
        if (found.mailOverdue().compareTo(PATIENCE) > 0) {
            return Finding.warning(
                    OUTBOX,
                    "mail has been due for " + found.mailOverdue().toMinutes()
                            + " minutes, and nobody takes it. A running server does; if one runs, see its log.");
        }
        return Finding.ok(
                OUTBOX,
                found.deadMail() == 0
                        ? "no mail is overdue."
                        : "no mail is overdue; " + found.deadMail()
                                + " could not be delivered at all and are kept (GET /api/v1/admin/mail?state=dead).");
    }

    private Finding auditTrail() {
        return found.unsealed().compareTo(PATIENCE) > 0
                ? Finding.warning(
                        AUDIT_TRAIL,
                        "something has waited for " + found.unsealed().toMinutes()
                                + " minutes to be sealed. A running server does that; if one runs, run: sallyport audit verify.")
                : Finding.ok(AUDIT_TRAIL, "nothing waits long to be sealed.");
    }

    private Finding connections() {
        int needed = poolSize + BESIDES_THE_POOL;
        return found.connectionsLeft() < needed
                ? Finding.warning(
                        CONNECTIONS,
                        "the database has " + found.connectionsLeft()
                                + " left of max_connections, and one more server may open "
                                + needed
                                + " (DATABASE_POOL_SIZE and " + BESIDES_THE_POOL
                                + "). Raise max_connections, make pools smaller, or put PgBouncer between.")
                : Finding.ok(CONNECTIONS, "there are enough left for one more server.");
    }
}
