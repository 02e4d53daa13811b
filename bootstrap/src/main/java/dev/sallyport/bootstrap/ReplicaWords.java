package dev.sallyport.bootstrap;

import dev.sallyport.persistence.replica.ReplicaState;
import java.time.Duration;

/** How a replica stands, in words for its operator. */
public final class ReplicaWords {
    private ReplicaWords() {}

    /** A clause that begins with "it". */
    public static String of(ReplicaState state) {
        return switch (state) {
            case ReplicaState.InUse(Duration behind) -> "it is no more than " + shown(behind) + " behind";
            case ReplicaState.Behind(Duration behind) ->
                "it is more than " + shown(behind) + " behind, or does not say how far it has replayed";
            case ReplicaState.Unreachable(String why) -> "it cannot be reached (" + why + ")";
            case ReplicaState.NoStandby() -> "it is no standby, but a primary, perhaps since it was promoted";
            case ReplicaState.Strayed() ->
                "it has what the database lacks: it is a copy of how that was before a failover or a restore";
            case ReplicaState.Unreadable() -> "it does not let its user read the tables there";
            case ReplicaState.OfAnother() -> "it is no copy of the database that DATABASE_URL names";
        };
    }

    private static String shown(Duration duration) {
        return duration.toSeconds() > 1 ? duration.toSeconds() + " s" : duration.toMillis() + " ms";
    }
}
