package dev.sallyport.ratelimit.redis;

import java.time.Duration;
import java.util.List;

/** One thing that was found out about Redis. For the operator's eyes; no password is in it. */
public sealed interface RedisFinding {
    /** The server's name stands for these IP addresses. */
    record Resolved(String host, List<String> addresses) implements RedisFinding {
        public Resolved {
            addresses = List.copyOf(addresses);
        }
    }

    /** It answers, lets us in, and runs our scripts. */
    record Works(Duration roundTrip) implements RedisFinding {}

    /** It may not be asked how it is. */
    record Reticent() implements RedisFinding {}

    record Version(String version) implements RedisFinding {}

    /**
     * What it does when memory is short.
     *
     * @param limited whether it has been given a limit
     */
    record Eviction(String policy, boolean limited) implements RedisFinding {
        /** Whether it then forgets what it should keep. */
        public boolean forgets() {
            return limited && !policy.equals("noeviction");
        }
    }

    /**
     * From here on nothing works. It is always the last.
     *
     * @param said by the server or about the connection, on one line; may be empty
     */
    record Failed(RedisTrouble trouble, String said) implements RedisFinding {}
}
