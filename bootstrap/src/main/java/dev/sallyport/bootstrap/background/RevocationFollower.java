package dev.sallyport.bootstrap.background;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.session.FollowRevocations;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Hears at once what is revoked anywhere, and looks twice a second where nothing can be heard. Where nobody can wait for it, it looks before an answer
 * if it has been a second.
 */
public final class RevocationFollower {
    private static final Logger LOG = LoggerFactory.getLogger(RevocationFollower.class);
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final Duration AFTER_OUTAGE = Duration.ofMillis(500);

    /** As what is heard is in force within a second. */
    private static final Duration LOOK_AGAIN = Duration.ofSeconds(1);

    private final FollowRevocations followRevocations;
    private final boolean waits;
    private final Outage outage = new Outage("hearing what was revoked");

    private RevocationFollower(FollowRevocations followRevocations, boolean waits) {
        this.followRevocations = followRevocations;
        this.waits = waits;
    }

    /**
     * Learns what there is to know, and goes on from there.
     *
     * @throws ServiceUnavailable if that cannot be learnt now
     */
    public static Work start(Workers workers, FollowRevocations followRevocations) {
        followRevocations.handle(new FollowRevocations.Command(Duration.ZERO));
        RevocationFollower follower = new RevocationFollower(followRevocations, workers.canWait());
        return workers.start(
                "revocations",
                Urgency.BEFORE_AN_ANSWER,
                workers.canWait() ? Duration.ZERO : LOOK_AGAIN,
                follower::run,
                follower.outage);
    }

    private Duration run() {
        try {
            look();
            outage.ended();
            return waits ? Duration.ZERO : LOOK_AGAIN;
        } catch (ServiceUnavailable unavailable) {
            outage.began(unavailable.dependency() + " is unavailable");
            return AFTER_OUTAGE;
        }
    }

    private void look() {
        if (waits) {
            followRevocations.handle(new FollowRevocations.Command(LONGEST_WAIT));
            return;
        }
        var now = new FollowRevocations.Command(Duration.ZERO);
        try {
            followRevocations.handle(now);
        } catch (ServiceUnavailable broken) {
            // A connection may have been cut while all stood still. The next one is new.
            LOG.debug("looking for revocations once more", broken);
            followRevocations.handle(now);
        }
    }
}
