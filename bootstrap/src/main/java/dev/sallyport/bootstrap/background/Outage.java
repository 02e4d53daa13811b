package dev.sallyport.bootstrap.background;

import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Something that works or does not. Only the changes are logged, not every try. */
public final class Outage {
    private static final Logger LOG = LoggerFactory.getLogger(Outage.class);

    private final String what;
    private final AtomicBoolean present = new AtomicBoolean();

    /**
     * @param what does not work, as the beginning of a sentence
     */
    public Outage(String what) {
        this.what = what;
    }

    /** Whether it does not work at this moment. */
    boolean isPresent() {
        return present.get();
    }

    public void began(String why) {
        if (present.compareAndSet(false, true)) {
            LOG.warn("{} does not work: {}. Trying again until it does", what, why);
        }
    }

    public void ended() {
        if (present.compareAndSet(true, false)) {
            LOG.info("{} works again", what);
        }
    }
}
