package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.ReplicaWords;
import dev.sallyport.bootstrap.Schema;
import dev.sallyport.bootstrap.config.DatabaseSettings;
import dev.sallyport.persistence.replica.ReplicaState;
import java.util.function.Consumer;

/** Looks at the replica, if there is one: whether it answers, is one of this database, and how far it is behind. */
final class ReplicaCheck {
    private static final String REPLICA = "replica";
    private static final String MEANWHILE = " Lists are read from the database itself.";

    private final DatabaseSettings settings;

    ReplicaCheck(DatabaseSettings settings) {
        this.settings = settings;
    }

    void run(Consumer<Finding> tell) {
        Schema.examineReplica(settings).map(ReplicaCheck::finding).ifPresent(tell);
    }

    private static Finding finding(ReplicaState state) {
        String words = ReplicaWords.of(state) + ".";
        return switch (state) {
            case ReplicaState.InUse inUse -> Finding.ok(REPLICA, words);
            case ReplicaState.Behind behind -> Finding.warning(REPLICA, words + MEANWHILE);
            case ReplicaState.Unreachable unreachable ->
                Finding.failed(
                        REPLICA, words + " See that it runs and that DATABASE_REPLICA_URL is right." + MEANWHILE);
            case ReplicaState.NoStandby no ->
                Finding.failed(REPLICA, words + " Have DATABASE_REPLICA_URL name one." + MEANWHILE);
            case ReplicaState.Strayed strayed ->
                Finding.failed(REPLICA, words + " Have it rewound or made anew from the database." + MEANWHILE);
            case ReplicaState.Unreadable unreadable ->
                Finding.failed(
                        REPLICA,
                        words + " Grant it what deploy/postgresql/roles.sql grants, on the database itself."
                                + MEANWHILE);
            case ReplicaState.OfAnother other ->
                Finding.failed(REPLICA, words + " Have DATABASE_REPLICA_URL name one." + MEANWHILE);
        };
    }
}
