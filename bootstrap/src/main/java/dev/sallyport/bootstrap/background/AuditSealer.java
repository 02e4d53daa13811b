package dev.sallyport.bootstrap.background;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.audit.AuditFinding;
import dev.sallyport.application.audit.SealAuditTrail;
import dev.sallyport.application.audit.SealChain;
import dev.sallyport.domain.audit.AuditHead;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has what happened sealed a few seconds later. Every instance does so; at any moment one of them. How far the seals reach is logged at the
 * start, every hour and at the end, so that wherever logs are collected there is something to compare the database with.
 */
public final class AuditSealer implements Jobs {
    private static final Logger LOG = LoggerFactory.getLogger(AuditSealer.class);
    private static final Duration PERIOD = Duration.ofSeconds(15);
    private static final Duration ANCHORS = Duration.ofHours(1);
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final SealAuditTrail.Command BATCH = new SealAuditTrail.Command(SealAuditTrail.FULL);

    private final SealAuditTrail sealAuditTrail;
    private final SealChain chain;
    private final InstantSource clock;
    private final Outage outage = new Outage("sealing the audit trail");
    private final Outage entry = new Outage("sealing one entry of the audit trail");
    private final Outage turn = new Outage("sealing the audit trail in time");
    private @Nullable AuditFinding flaw;
    private @Nullable Instant anchored;
    private @Nullable Work repeating;

    AuditSealer(SealAuditTrail sealAuditTrail, SealChain chain, InstantSource clock) {
        this.sealAuditTrail = sealAuditTrail;
        this.chain = chain;
        this.clock = clock;
    }

    public static AuditSealer start(
            Workers workers, SealAuditTrail sealAuditTrail, SealChain chain, InstantSource clock) {
        AuditSealer sealer = new AuditSealer(sealAuditTrail, chain, clock);
        sealer.repeating = workers.start("audit-seals", Urgency.NOW_AND_THEN, PERIOD, sealer::run, sealer.outage);
        return sealer;
    }

    Duration run() {
        try {
            SealAuditTrail.Result result = sealAuditTrail.handle(BATCH);
            outage.ended();
            tell(result);
            return result.sealed() == BATCH.most() ? Duration.ZERO : PERIOD;
        } catch (ServiceUnavailable unavailable) {
            outage.began(unavailable.dependency() + " is unavailable");
            return PERIOD;
        }
    }

    private void tell(SealAuditTrail.Result result) {
        AuditFinding now = result.flaw().orElse(null);
        if (now != null && !now.equals(flaw)) {
            LOG.error(
                    "the audit trail was tampered with, and nothing of it is sealed any more: {}. Run sallyport audit verify{}",
                    words(now),
                    expecting());
        } else if (now == null && flaw != null) {
            LOG.info("the audit trail is sealed again");
        }
        flaw = now;
        result.failure()
                .ifPresentOrElse(
                        reason -> entry.began(reason + ", " + Optional.ofNullable(reason.getCause())), entry::ended);
        if (result.waiting().compareTo(PATIENCE) > 0) {
            turn.began("something has waited for " + result.waiting().toMinutes()
                    + " minutes, and whoever holds the row of audit_sealing does not seal it");
        } else {
            turn.ended();
        }
        if (anchored == null || !clock.instant().isBefore(anchored.plus(ANCHORS))) {
            anchor();
        }
    }

    private static String words(AuditFinding flaw) {
        return switch (flaw) {
            case AuditFinding.HeadLost(var expected) -> "the seals do not contain " + expected + " any more";
            case AuditFinding.SealForged(var batch) -> "the seal of batch " + batch + " is not genuine";
            default -> flaw.toString();
        };
    }

    private String expecting() {
        return chain.head().map(head -> " --expect " + head).orElse("");
    }

    /** What is lost is not said again: the log would seem to vouch for it. */
    private void anchor() {
        AuditHead head = chain.head().orElse(null);
        if (head != null && flaw == null) {
            LOG.info("audit seal head {}", head);
            anchored = clock.instant();
        }
    }

    @Override
    public List<Work> jobs() {
        return repeating == null ? List.of() : List.of(repeating);
    }

    @Override
    public void close() {
        if (repeating != null) {
            repeating.close();
        }
        anchor();
    }
}
