package dev.sallyport.security.account;

import dev.sallyport.application.Gate;
import java.time.Duration;
import java.util.function.Supplier;

/** Lets in one at a time, and only so many wait for it: the others are turned away at once, so that they do not stand in the way of those who do not want in. */
final class SingleFile {
    private final Gate line;
    private final Gate door;

    /**
     * @param places for whoever is in and those who wait
     * @param maxWait how long they wait
     */
    SingleFile(String name, int places, Duration maxWait) {
        this.line = new Gate(name, places, Duration.ZERO);
        this.door = new Gate(name, 1, maxWait);
    }

    /**
     * Does the work when nobody else does any.
     *
     * @throws dev.sallyport.application.ServiceUnavailable if too many wait, or it took too long
     */
    <T> T pass(Supplier<T> work) {
        return line.pass(() -> door.pass(work));
    }
}
