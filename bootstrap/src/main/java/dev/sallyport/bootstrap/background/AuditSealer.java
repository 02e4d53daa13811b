package dev.sallyport.bootstrap.background;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.audit.SealAuditTrail;
import java.time.Duration;

/** Has what happened sealed a few seconds later. Every instance does so; at any moment one of them. */
public final class AuditSealer {
    private static final Duration PERIOD = Duration.ofSeconds(15);
    private static final SealAuditTrail.Command BATCH = new SealAuditTrail.Command(1000);

    private final SealAuditTrail sealAuditTrail;
    private final Outage outage = new Outage("sealing the audit trail");

    private AuditSealer(SealAuditTrail sealAuditTrail) {
        this.sealAuditTrail = sealAuditTrail;
    }

    public static Repeating start(SealAuditTrail sealAuditTrail) {
        AuditSealer sealer = new AuditSealer(sealAuditTrail);
        return Repeating.start("audit-seals", PERIOD, sealer::run);
    }

    private Duration run() {
        try {
            int sealed = sealAuditTrail.handle(BATCH).sealed();
            outage.ended();
            return sealed == BATCH.most() ? Duration.ZERO : PERIOD;
        } catch (ServiceUnavailable unavailable) {
            outage.began(unavailable.dependency() + " is unavailable");
            return PERIOD;
        }
    }
}
