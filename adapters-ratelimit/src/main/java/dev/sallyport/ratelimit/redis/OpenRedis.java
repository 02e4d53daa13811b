package dev.sallyport.ratelimit.redis;

import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.stream.Stream;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.RedisClusterClient;
import redis.clients.jedis.UnifiedJedis;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;
import redis.clients.jedis.util.JedisClusterCRC16;
import redis.clients.jedis.util.Pool;

/** Redis, once it has answered. Connections that broke, or whose call was interrupted, are never used again: Jedis sees to that. */
final class OpenRedis implements AutoCloseable {
    private static final Script TAKE = Script.read("take.lua");
    private static final Script GIVE_BACK = Script.read("give-back.lua");

    private final UnifiedJedis client;
    private final Supplier<Collection<? extends Pool<Connection>>> pools;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /**
     * @param pools where idle connections wait
     */
    OpenRedis(UnifiedJedis client, Supplier<Collection<? extends Pool<Connection>>> pools) {
        this.client = client;
        this.pools = pools;
    }

    /** Has Redis compile the scripts, so that the first request does not wait for that and for a connection. */
    void greet() {
        client.eval(TAKE.text(), List.of(), List.of());
        client.eval(GIVE_BACK.text(), List.of(), List.of());
    }

    /** Takes the uses that lie together together, and all of those at once. */
    List<Part> take(List<Use> uses) throws InterruptedException {
        List<List<Use>> together = together(uses);
        if (together.size() == 1) {
            return List.of(Part.read(uses, run(TAKE, uses)));
        }
        List<Callable<Part>> calls = together.stream()
                .<Callable<Part>>map(some -> () -> takePart(some))
                .toList();
        List<Part> parts = new ArrayList<>();
        for (Future<Part> answer : threads.invokeAll(calls)) {
            parts.add(answer.resultNow());
        }
        return parts;
    }

    private Part takePart(List<Use> uses) {
        try {
            return Part.read(uses, run(TAKE, uses));
        } catch (RuntimeException failure) {
            return new Part.Failed(failure);
        }
    }

    void giveBack(List<Use> uses) {
        together(uses).forEach(some -> run(GIVE_BACK, some));
    }

    /** A script sees the keys of one slot of a cluster. */
    private List<List<Use>> together(List<Use> uses) {
        if (!(client instanceof RedisClusterClient)) {
            return List.of(uses);
        }
        Map<Integer, List<Use>> bySlot = new LinkedHashMap<>();
        uses.forEach(use -> bySlot.computeIfAbsent(JedisClusterCRC16.getSlot(use.key()), added -> new ArrayList<>())
                .add(use));
        return List.copyOf(bySlot.values());
    }

    private List<?> run(Script script, List<Use> uses) {
        List<String> keys = uses.stream().map(Use::key).toList();
        List<String> arguments =
                uses.stream().flatMap(use -> use.arguments().stream()).toList();
        try {
            return evaluate(script, keys, arguments);
        } catch (JedisConnectionException lost) {
            // What was perhaps given back already is not given back again.
            if (isLate(lost)
                    || script.equals(GIVE_BACK)
                    || Thread.currentThread().isInterrupted()) {
                throw lost;
            }
            // It was restarted, say. The other idle connections are as dead, and a new one costs less than a refusal.
            dropIdle();
            return evaluate(script, keys, arguments);
        } catch (JedisDataException error) {
            if (String.valueOf(error.getMessage()).startsWith("READONLY")) {
                // It has become a replica: where the address leads now, there may be another.
                dropIdle();
            }
            throw error;
        }
    }

    private List<?> evaluate(Script script, List<String> keys, List<String> arguments) {
        try {
            return (List<?>) client.evalsha(script.sha1(), keys, arguments);
        } catch (JedisNoScriptException forgotten) {
            return (List<?>) client.eval(script.text(), keys, arguments);
        }
    }

    /** What one of the servers says of itself. */
    String info() {
        // Closed once alone: the second time would cut the connection that is back in its pool.
        try (Jedis server = new Jedis(pools.get().iterator().next().getResource())) {
            return server.info();
        }
    }

    private static boolean isLate(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(SocketTimeoutException.class::isInstance);
    }

    private void dropIdle() {
        List.copyOf(pools.get()).forEach(Pool::clear);
    }

    @Override
    public void close() {
        threads.shutdownNow();
        client.close();
    }
}
