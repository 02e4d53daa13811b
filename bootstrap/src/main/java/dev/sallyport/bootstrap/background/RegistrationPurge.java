package dev.sallyport.bootstrap.background;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.registration.PurgeRegistrations;
import java.time.Duration;

/** Forgets, once an hour, the registrations that nobody proved. */
public final class RegistrationPurge {
    private static final Duration FIRST = Duration.ofMinutes(1);
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final Duration AFTER_OUTAGE = Duration.ofMinutes(1);
    private static final int BATCH = 1000;

    private final PurgeRegistrations purgeRegistrations;
    private final Outage outage = new Outage("forgetting old registrations");

    private RegistrationPurge(PurgeRegistrations purgeRegistrations) {
        this.purgeRegistrations = purgeRegistrations;
    }

    public static Repeating start(PurgeRegistrations purgeRegistrations) {
        RegistrationPurge purge = new RegistrationPurge(purgeRegistrations);
        return Repeating.start("registration-purge", FIRST, purge::run);
    }

    private Duration run() {
        try {
            int purged = purgeRegistrations
                    .handle(new PurgeRegistrations.Command(BATCH))
                    .purged();
            outage.ended();
            return purged == BATCH ? Duration.ZERO : PERIOD;
        } catch (ServiceUnavailable unavailable) {
            outage.began(unavailable.dependency() + " is unavailable");
            return AFTER_OUTAGE;
        }
    }
}
