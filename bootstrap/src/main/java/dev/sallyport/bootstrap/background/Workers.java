package dev.sallyport.bootstrap.background;

import dev.sallyport.mail.BundledMailTemplates;
import java.time.Duration;

/** Those who do what goes on beside requests: {@link Threads} wherever a process runs all the time, else {@link OnDemand}. */
public sealed interface Workers permits Threads, OnDemand {
    /**
     * Begins to do something again and again.
     *
     * @param name of the work, and of a thread if it has one
     * @param firstPause how long to wait before the first time
     */
    default Work start(String name, Urgency urgency, Duration firstPause, Work.Task task) {
        return start(name, urgency, firstPause, task, new Outage(name));
    }

    /**
     * Begins to do something again and again that may not work for a while, and knows so.
     *
     * @param name of the work, and of a thread if it has one
     * @param firstPause how long to wait before the first time
     * @param outage present after each time that did not go well
     */
    Work start(String name, Urgency urgency, Duration firstPause, Work.Task task, Outage outage);

    /** Has every mail put into words once, so that nobody waits for it who asks first. */
    AutoCloseable warmUp(BundledMailTemplates templates);

    /** Whether one of them can wait for news, and the others still work. */
    boolean canWait();

    /** Whether something else may be begun. Whoever does many things at once asks before each of them. */
    boolean hasTime();

    /** How many of them work at the same time, of so many that are wanted. */
    int atOnce(int wanted);
}
