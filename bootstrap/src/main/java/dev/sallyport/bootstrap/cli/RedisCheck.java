package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.config.RateLimitSettings;
import dev.sallyport.ratelimit.redis.RedisAddress;
import dev.sallyport.ratelimit.redis.RedisDiagnosis;
import dev.sallyport.ratelimit.redis.RedisFinding;
import dev.sallyport.ratelimit.redis.RedisNode;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Tries the Redis that instances share budgets in, if they do. */
final class RedisCheck {
    static final String REDIS = "Redis";
    private static final String NAME = "Redis name";
    private static final String TLS = "Redis TLS";
    private static final String SIGN_IN = "Redis sign-in";
    private static final String VERSION = "Redis version";
    private static final String MEMORY = "Redis memory";

    /** What this is tested with. */
    private static final int TESTED_MAJOR = 6;

    private static final int TESTED_MINOR = 2;

    /** Half of what a request waits at the most. */
    private static final Duration SLOW = Duration.ofMillis(25);

    private final RateLimitSettings settings;

    RedisCheck(RateLimitSettings settings) {
        this.settings = settings;
    }

    void run(Consumer<Finding> tell) {
        if (!settings.enabled()) {
            tell.accept(Finding.ok(REDIS, "none, since RATE_LIMITS is off."));
        } else if (settings.redis().isEmpty()) {
            tell.accept(Finding.ok(REDIS, "none, since RATE_LIMIT_STORE is memory."));
        } else {
            examine(settings.redis().get(), tell);
        }
    }

    private static void examine(RedisAddress address, Consumer<Finding> tell) {
        List<RedisFinding> findings = new RedisDiagnosis(address).examine();
        for (RedisFinding finding : findings) {
            tell.accept(worded(finding, address));
            if (finding instanceof RedisFinding.Works) {
                tell.accept(protection(address, findings));
            }
        }
    }

    private static Finding worded(RedisFinding finding, RedisAddress address) {
        return switch (finding) {
            case RedisFinding.Resolved(var host, var addresses) ->
                Finding.ok(NAME, host + " is " + String.join(", ", addresses) + ".");
            case RedisFinding.Works(var roundTrip) -> works(roundTrip);
            case RedisFinding.Reticent() ->
                Finding.ok(VERSION, "it may not be asked, since our user is not allowed INFO.");
            case RedisFinding.Version(var version) -> version(version);
            case RedisFinding.Eviction eviction -> memory(eviction);
            case RedisFinding.Failed(var trouble, var said) ->
                switch (trouble) {
                    case UNKNOWN_HOST ->
                        Finding.failed(
                                NAME,
                                "there is no " + said
                                        + " as far as this machine knows. Check REDIS_URL, and this machine's DNS.");
                    case CONNECTION_REFUSED ->
                        Finding.failed(
                                REDIS,
                                (watched(address) ? "no sentinel listens at " : "nobody listens at ") + servers(address)
                                        + ". Check REDIS_URL, and whether Redis runs and listens on more than its own machine (bind)."
                                        + (watched(address)
                                                ? " If that is Redis itself, begin REDIS_URL with redis."
                                                : ""));
                    case SILENCE ->
                        Finding.failed(
                                REDIS,
                                servers(address)
                                        + " does not answer. A firewall may be in between, or it "
                                        + (address.tls()
                                                ? "speaks no TLS there: then begin REDIS_URL with redis."
                                                : "speaks TLS and REDIS_URL does not begin with rediss."));
                    case TLS ->
                        Finding.failed(
                                TLS,
                                "no encrypted connection (\"" + said
                                        + "\"). The certificate has to be for the name in REDIS_URL, and its authority in this Java's"
                                        + " trust store; without TLS, REDIS_URL begins with redis.");
                    case SIGN_IN ->
                        Finding.failed(
                                SIGN_IN,
                                "it does not let us in (\"" + said + "\"). Check user and password in REDIS_URL.");
                    case FORBIDDEN ->
                        Finding.failed(
                                SIGN_IN,
                                "our user may not do what has to be done (\"" + said
                                        + "\"). Allow it the commands that docs/features/redis.md lists.");
                    case UNKNOWN_MASTER ->
                        Finding.failed(
                                REDIS,
                                "the sentinels do not know the master in REDIS_URL. Check what they call it: SENTINEL MASTERS.");
                    case NO_CLUSTER ->
                        Finding.failed(
                                REDIS,
                                "it is not part of a cluster. Begin REDIS_URL with redis instead of redis-cluster.");
                    case CLUSTER ->
                        Finding.failed(
                                REDIS, "it is part of a cluster. Begin REDIS_URL with redis-cluster instead of redis.");
                    case REPLICA ->
                        Finding.failed(
                                REDIS,
                                "it is a replica, to which nothing can be written. Have REDIS_URL name the master, or the sentinels.");
                    case OTHER ->
                        Finding.failed(
                                REDIS,
                                "it cannot be used (\"" + said
                                        + "\"). Check in REDIS_URL that this is Redis' port, and that there is a database of that number.");
                };
        };
    }

    private static boolean watched(RedisAddress address) {
        return address.layout() instanceof RedisAddress.Layout.Watched;
    }

    private static String servers(RedisAddress address) {
        return address.nodes().stream().map(RedisNode::toString).collect(Collectors.joining(", "));
    }

    private static Finding works(Duration roundTrip) {
        String words = "it lets us in, and runs our script in "
                + String.format(Locale.ROOT, "%.1f", roundTrip.toNanos() / 1e6) + " ms";
        return roundTrip.compareTo(SLOW) < 0
                ? Finding.ok(REDIS, words + ".")
                : Finding.warning(REDIS, words + ", and requests wait for no more than 50 ms. Have it nearer.");
    }

    private static Finding protection(RedisAddress address, List<RedisFinding> findings) {
        if (address.tls()) {
            return Finding.ok(TLS, "the connection is encrypted, and the certificate is for it.");
        }
        boolean near = findings.stream()
                .filter(RedisFinding.Resolved.class::isInstance)
                .map(RedisFinding.Resolved.class::cast)
                .flatMap(resolved -> resolved.addresses().stream())
                .allMatch(ip -> ip.startsWith("127.") || ip.equals("0:0:0:0:0:0:0:1"));
        return near
                ? Finding.ok(TLS, "none, on this machine alone.")
                : Finding.warning(
                        TLS,
                        "none: whoever is on the way can read the password and empty every budget. Begin REDIS_URL with rediss, unless"
                                + " you trust the network.");
    }

    private static Finding version(String version) {
        String[] parts = version.split("\\.", -1);
        boolean known = parts.length >= 2 && parts[0].matches("[0-9]{1,4}") && parts[1].matches("[0-9]{1,4}");
        if (!known) {
            return Finding.warning(VERSION, "it does not tell. It has to work like Redis 6.2 or newer.");
        }
        int major = Integer.parseInt(parts[0]);
        boolean tested = major > TESTED_MAJOR || (major == TESTED_MAJOR && Integer.parseInt(parts[1]) >= TESTED_MINOR);
        return tested
                ? Finding.ok(VERSION, version + ".")
                : Finding.warning(
                        VERSION, version + ", older than 6.2, with which this was tested. Bring it up to date.");
    }

    private static Finding memory(RedisFinding.Eviction eviction) {
        return eviction.forgets()
                ? Finding.warning(
                        MEMORY,
                        "maxmemory-policy is " + eviction.policy()
                                + ": when memory is short, budgets are forgotten, and so are full again. Set it to noeviction, with"
                                + " room enough.")
                : Finding.ok(MEMORY, "no budget is forgotten before its time.");
    }
}
