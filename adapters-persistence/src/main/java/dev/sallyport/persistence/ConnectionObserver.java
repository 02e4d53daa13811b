package dev.sallyport.persistence;

import java.time.Duration;

/** Is told how long threads wait for a connection of the pool. It is called by them, so it neither blocks nor throws. */
public interface ConnectionObserver {
    /** There was one. */
    void acquired(Duration waited);

    /** There was none in time. */
    void timedOut();
}
