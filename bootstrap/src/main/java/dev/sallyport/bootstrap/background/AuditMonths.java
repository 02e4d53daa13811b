package dev.sallyport.bootstrap.background;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.audit.KeepAuditMonths;
import java.time.Duration;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Has the audit trail's next months made in time, and those dropped that are old enough. */
public final class AuditMonths {
    private static final Logger LOG = LoggerFactory.getLogger(AuditMonths.class);
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Duration AFTER_OUTAGE = Duration.ofMinutes(1);

    private final KeepAuditMonths keepAuditMonths;
    private final KeepAuditMonths.Command command;
    private final Outage outage = new Outage("keeping the months of the audit trail");
    private final Outage tampering = new Outage("sealing that old months of the audit trail are dropped");
    private final Outage refusal = new Outage("dropping old months of the audit trail");

    private AuditMonths(KeepAuditMonths keepAuditMonths, KeepAuditMonths.Command command) {
        this.keepAuditMonths = keepAuditMonths;
        this.command = command;
    }

    /**
     * Begins to keep them.
     *
     * @param retention for how long at the least; empty for ever
     */
    public static Work start(Workers workers, KeepAuditMonths keepAuditMonths, Optional<Duration> retention) {
        AuditMonths months = new AuditMonths(keepAuditMonths, new KeepAuditMonths.Command(retention));
        return workers.start("audit-months", Urgency.NOW_AND_THEN, FIRST, months::run, months.outage);
    }

    private Duration run() {
        try {
            KeepAuditMonths.Result result = keepAuditMonths.handle(command);
            outage.ended();
            if (result.dropped() > 0) {
                LOG.info(
                        "{} months of the audit trail were older than AUDIT_RETENTION and are dropped",
                        result.dropped());
            }
            result.flaw()
                    .ifPresentOrElse(
                            flaw -> tampering.began("the seals are not genuine; run sallyport audit verify"),
                            tampering::ended);
            if (result.refused()) {
                refusal.began("this database role may not; run sallyport audit prune as the owner of the tables");
            } else {
                refusal.ended();
            }
            return PERIOD;
        } catch (ServiceUnavailable unavailable) {
            outage.began(unavailable.dependency() + " is unavailable");
            return AFTER_OUTAGE;
        }
    }
}
