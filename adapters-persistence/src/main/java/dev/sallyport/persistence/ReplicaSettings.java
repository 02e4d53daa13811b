package dev.sallyport.persistence;

import java.time.Duration;

/**
 * A standby that follows the database by streaming replication, to read from.
 *
 * @param server where it is; its pool is filled as needed
 * @param maxLag how old what is read from it may be; one that is further behind is not used
 */
public record ReplicaSettings(DatabaseSettings server, Duration maxLag) {
    public ReplicaSettings {
        if (maxLag.toMillis() < 1) {
            throw new IllegalArgumentException("a replica is always a little behind");
        }
    }
}
