package dev.sallyport.bootstrap.background;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.session.FollowRevocations;
import java.time.Duration;

/** Hears at once what is revoked anywhere, and looks twice a second where nothing can be heard. */
public final class RevocationFollower {
    private static final Duration LONGEST_WAIT = Duration.ofMillis(500);
    private static final Duration AFTER_OUTAGE = Duration.ofMillis(500);

    private final FollowRevocations followRevocations;
    private final Outage outage = new Outage("hearing what was revoked");

    private RevocationFollower(FollowRevocations followRevocations) {
        this.followRevocations = followRevocations;
    }

    /**
     * Learns what there is to know, and goes on from there.
     *
     * @throws ServiceUnavailable if that cannot be learnt now
     */
    public static Repeating start(FollowRevocations followRevocations) {
        followRevocations.handle(new FollowRevocations.Command(Duration.ZERO));
        RevocationFollower follower = new RevocationFollower(followRevocations);
        return Repeating.start("revocations", Duration.ZERO, follower::run, follower.outage);
    }

    private Duration run() {
        try {
            followRevocations.handle(new FollowRevocations.Command(LONGEST_WAIT));
            outage.ended();
            return Duration.ZERO;
        } catch (ServiceUnavailable unavailable) {
            outage.began(unavailable.dependency() + " is unavailable");
            return AFTER_OUTAGE;
        }
    }
}
