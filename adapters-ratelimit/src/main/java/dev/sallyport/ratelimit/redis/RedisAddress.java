package dev.sallyport.ratelimit.redis;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is and who may enter. It prints without its user and password.
 *
 * @param tls whether everything is encrypted, sentinels too; the certificate and the name in it are always checked then
 * @param user as whom we sign in; null for the default user
 * @param password null where none is wanted
 * @param database its number; 0 in a cluster
 */
public record RedisAddress(
        Layout layout,
        boolean tls,
        @Nullable String user,
        @Nullable RedisPassword password,
        int database) {
    public RedisAddress {
        if (database < 0 || (database > 0 && layout instanceof Layout.Cluster)) {
            throw new IllegalArgumentException("a cluster has the database 0 alone");
        }
    }

    /** How many servers there are, and what they are to each other. */
    public sealed interface Layout {
        /** One server, or what looks like one. */
        record Single(RedisNode node) implements Layout {}

        /**
         * Servers of which one is the master, and sentinels that know which.
         *
         * @param master the name that the sentinels have for it
         */
        record Watched(List<RedisNode> sentinels, String master) implements Layout {
            public Watched {
                sentinels = List.copyOf(sentinels);
            }
        }

        /**
         * Servers that each keep a part of all keys.
         *
         * @param seeds some of them, of which the others are learned
         */
        record Cluster(List<RedisNode> seeds) implements Layout {
            public Cluster {
                seeds = List.copyOf(seeds);
            }
        }
    }

    /** Those that are named in the address. */
    public List<RedisNode> nodes() {
        return switch (layout) {
            case Layout.Single(var node) -> List.of(node);
            case Layout.Watched(var sentinels, var master) -> sentinels;
            case Layout.Cluster(var seeds) -> seeds;
        };
    }

    /** As it is written in settings, without user and password. */
    @Override
    public String toString() {
        String scheme = tls ? "rediss" : "redis";
        String nodes = nodes().stream().map(RedisNode::toString).collect(Collectors.joining(","));
        return switch (layout) {
            case Layout.Single single -> scheme + "://" + nodes + "/" + database;
            case Layout.Watched watched ->
                scheme + "-sentinel://" + nodes + "/" + database + "?master=" + watched.master();
            case Layout.Cluster cluster -> scheme + "-cluster://" + nodes;
        };
    }
}
