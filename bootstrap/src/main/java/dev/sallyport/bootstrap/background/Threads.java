package dev.sallyport.bootstrap.background;

import dev.sallyport.mail.BundledMailTemplates;
import java.time.Duration;

/** A thread of its own for each. */
public final class Threads implements Workers {
    @Override
    public Work start(String name, Urgency urgency, Duration firstPause, Work.Task task, Outage outage) {
        return Repeating.start(name, firstPause, task, outage);
    }

    @Override
    public AutoCloseable warmUp(BundledMailTemplates templates) {
        return WordingWarmUp.start(templates);
    }

    @Override
    public boolean canWait() {
        return true;
    }

    @Override
    public boolean hasTime() {
        return true;
    }

    @Override
    public int atOnce(int wanted) {
        return wanted;
    }
}
