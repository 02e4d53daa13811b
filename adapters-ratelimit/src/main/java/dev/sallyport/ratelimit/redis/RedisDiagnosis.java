package dev.sallyport.ratelimit.redis;

import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocketFactory;
import redis.clients.jedis.exceptions.JedisAccessControlException;
import redis.clients.jedis.exceptions.JedisDataException;

/** Tries Redis exactly as budgets are asked, for an operator who wants to know what does not work. Nothing is left in it. */
public final class RedisDiagnosis {
    /** An operator waits longer than a request. */
    private static final RedisPatience PATIENCE = new RedisPatience(Duration.ofSeconds(2), Duration.ofSeconds(2));

    private static final List<Use> PROBE =
            List.of(new Use(0, Limit.API_PER_IP, new Rate(1, Duration.ofSeconds(1)), "sallyport:limit:probe"));

    private final RedisAddress address;
    private final SSLSocketFactory sockets;

    /** Trusts the certificates that the Java runtime trusts. */
    public RedisDiagnosis(RedisAddress address) {
        this(address, (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    RedisDiagnosis(RedisAddress address, SSLSocketFactory sockets) {
        this.address = address;
        this.sockets = sockets;
    }

    /** What works, and then what does not. */
    public List<RedisFinding> examine() {
        List<RedisFinding> findings = new ArrayList<>();
        try {
            for (RedisNode node : address.nodes()) {
                findings.add(resolved(node.host()));
            }
            try (OpenRedis redis = new RedisClients(address, PATIENCE, sockets).open()) {
                findings.addAll(examine(redis));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            findings.add(new RedisFinding.Failed(RedisTrouble.SILENCE, ""));
        } catch (UnknownHostException unknown) {
            findings.add(new RedisFinding.Failed(RedisTrouble.UNKNOWN_HOST, String.valueOf(unknown.getMessage())));
        } catch (RuntimeException failure) {
            findings.add(failed(failure));
        }
        return List.copyOf(findings);
    }

    private static RedisFinding resolved(String host) throws UnknownHostException {
        try {
            return new RedisFinding.Resolved(
                    host,
                    Arrays.stream(InetAddress.getAllByName(host))
                            .map(InetAddress::getHostAddress)
                            .toList());
        } catch (UnknownHostException unknown) {
            throw new UnknownHostException(host);
        }
    }

    private List<RedisFinding> examine(OpenRedis redis) throws InterruptedException {
        Map<String, String> info = info(redis);
        boolean cluster = address.layout() instanceof RedisAddress.Layout.Cluster;
        if (!cluster && info.getOrDefault("redis_mode", "").equals("cluster")) {
            return List.of(new RedisFinding.Failed(RedisTrouble.CLUSTER, ""));
        }
        if (!cluster && info.getOrDefault("role", "").equals("slave")) {
            return List.of(new RedisFinding.Failed(RedisTrouble.REPLICA, ""));
        }
        redis.take(PROBE);
        redis.giveBack(PROBE);
        long begun = System.nanoTime();
        redis.take(PROBE);
        Duration roundTrip = Duration.ofNanos(System.nanoTime() - begun);
        redis.giveBack(PROBE);
        return info.isEmpty()
                ? List.of(new RedisFinding.Works(roundTrip), new RedisFinding.Reticent())
                : List.of(
                        new RedisFinding.Works(roundTrip),
                        new RedisFinding.Version(info.getOrDefault("redis_version", "")),
                        new RedisFinding.Eviction(
                                info.getOrDefault("maxmemory_policy", ""),
                                !info.getOrDefault("maxmemory", "0").equals("0")));
    }

    /** Empty where the user may not ask. */
    private static Map<String, String> info(OpenRedis redis) {
        try {
            return redis.info()
                    .lines()
                    .map(line -> line.split(":", 2))
                    .filter(line -> line.length == 2)
                    .collect(Collectors.toMap(line -> line[0], line -> line[1], (one, other) -> other));
        } catch (JedisDataException forbidden) {
            return Map.of();
        }
    }

    private static RedisFinding.Failed failed(RuntimeException failure) {
        List<Throwable> causes = Stream.<Throwable>iterate(failure, cause -> cause != null, Throwable::getCause)
                .flatMap(cause -> Stream.concat(Stream.of(cause), Arrays.stream(cause.getSuppressed())))
                .toList();
        String said = String.valueOf(causes.getLast().getMessage()).replaceAll("\\p{Cntrl}+", " ");
        return new RedisFinding.Failed(
                causes.stream()
                        .map(RedisDiagnosis::trouble)
                        .filter(trouble -> trouble != RedisTrouble.OTHER)
                        .findFirst()
                        .orElse(RedisTrouble.OTHER),
                said);
    }

    private static RedisTrouble trouble(Throwable failure) {
        String said = String.valueOf(failure.getMessage());
        return switch (failure) {
            case UnknownHostException unknown -> RedisTrouble.UNKNOWN_HOST;
            case ConnectException refused -> RedisTrouble.CONNECTION_REFUSED;
            case SocketTimeoutException late -> RedisTrouble.SILENCE;
            case SSLException insecure -> RedisTrouble.TLS;
            case JedisAccessControlException refused ->
                said.startsWith("NOPERM") ? RedisTrouble.FORBIDDEN : RedisTrouble.SIGN_IN;
            case JedisDataException error -> trouble(said);
            default ->
                said.contains("seems to be not monitored")
                        ? RedisTrouble.UNKNOWN_MASTER
                        : said.contains("All sentinels down") ? RedisTrouble.CONNECTION_REFUSED : RedisTrouble.OTHER;
        };
    }

    /** What an error of Redis means. */
    private static RedisTrouble trouble(String said) {
        if (said.contains("NOPERM") || said.contains("has no permissions") || said.contains("can't run this command")) {
            return RedisTrouble.FORBIDDEN;
        }
        if (said.contains("WRONGPASS") || said.contains("NOAUTH") || said.contains("AUTH")) {
            return RedisTrouble.SIGN_IN;
        }
        if (said.contains("cluster support disabled")) {
            return RedisTrouble.NO_CLUSTER;
        }
        return said.startsWith("READONLY") ? RedisTrouble.REPLICA : RedisTrouble.OTHER;
    }
}
