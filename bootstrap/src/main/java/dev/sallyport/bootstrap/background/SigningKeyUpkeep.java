package dev.sallyport.bootstrap.background;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.keys.MaintainSigningKeys;
import dev.sallyport.security.keys.WrongMasterKey;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps up with the stored signing keys, and has the next one added in time. It looks every other second, which is one small query,
 * so that a key that is to sign at once is known to every instance before it does.
 */
public final class SigningKeyUpkeep {
    private static final Logger LOG = LoggerFactory.getLogger(SigningKeyUpkeep.class);
    private static final Duration PERIOD = Duration.ofSeconds(2);

    private final MaintainSigningKeys maintainSigningKeys;
    private final Outage outage = new Outage("keeping up with the signing keys");

    private SigningKeyUpkeep(MaintainSigningKeys maintainSigningKeys) {
        this.maintainSigningKeys = maintainSigningKeys;
    }

    public static Work start(Workers workers, MaintainSigningKeys maintainSigningKeys) {
        SigningKeyUpkeep upkeep = new SigningKeyUpkeep(maintainSigningKeys);
        return workers.start("signing-keys", Urgency.BEFORE_AN_ANSWER, PERIOD, upkeep::run, upkeep.outage);
    }

    private Duration run() {
        try {
            MaintainSigningKeys.Result result = maintainSigningKeys.handle(new MaintainSigningKeys.Command());
            outage.ended();
            result.added()
                    .ifPresent(key -> LOG.info(
                            "Signing key {} ({}) is published and signs from {} on",
                            key.key().id(),
                            key.key().algorithm(),
                            key.activeFrom()));
            result.gone()
                    .forEach(key -> LOG.info("Signing key {} is gone", key.key().id()));
        } catch (ServiceUnavailable unavailable) {
            outage.began(unavailable.dependency() + " is unavailable");
        } catch (WrongMasterKey wrong) {
            outage.began("a signing key is sealed under a master key that this instance does not have");
        }
        return PERIOD;
    }
}
