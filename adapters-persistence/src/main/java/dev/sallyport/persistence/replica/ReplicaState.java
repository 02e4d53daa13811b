package dev.sallyport.persistence.replica;

import java.time.Duration;

/** How a replica stands to the database. */
public sealed interface ReplicaState {
    /** It has everything that was committed until so long ago, and is used. */
    record InUse(Duration behind) implements ReplicaState {}

    /** It follows, but lacks something that was committed so long ago, or longer. */
    record Behind(Duration behind) implements ReplicaState {}

    /**
     * It does not answer, or not to us.
     *
     * @param why as the server or the driver says it
     */
    record Unreachable(String why) implements ReplicaState {}

    /** It follows nobody: it is a primary, perhaps the database itself, or a standby that was promoted. */
    record NoStandby() implements ReplicaState {}

    /** It has what the database lacks: a copy of how that was before a failover or a restore that lost something. */
    record Strayed() implements ReplicaState {}

    /** It would do, but does not let our user read the tables there. */
    record Unreadable() implements ReplicaState {}

    /** It follows another server, or what is asked there is another database. */
    record OfAnother() implements ReplicaState {}
}
