package dev.sallyport.ratelimit.redis;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;

/** What Redis keeps, seen from outside. */
final class Budgets implements AutoCloseable {
    private final Jedis jedis;

    Budgets(int port) {
        this.jedis = new Jedis("127.0.0.1", port, 5_000);
    }

    Jedis jedis() {
        return jedis;
    }

    List<String> keys() {
        return jedis.keys("*").stream().sorted().toList();
    }

    /** As if so much time had passed: every budget is full earlier, and forgotten earlier. */
    void advance(Duration duration) {
        for (String key : keys()) {
            long left = jedis.pttl(key) - duration.toMillis();
            double full = Double.parseDouble(jedis.get(key)) - duration.toNanos() / 1_000.0;
            if (left > 0) {
                jedis.set(
                        key,
                        String.format(Locale.ROOT, "%.3f", full),
                        SetParams.setParams().px(left));
            } else {
                jedis.del(key);
            }
        }
    }

    /** How often Redis was asked to do that, from the beginning on. */
    long calls(String command) {
        return jedis.info("commandstats")
                .lines()
                .filter(line -> line.startsWith("cmdstat_" + command.toLowerCase(Locale.ROOT) + ":calls="))
                .map(line -> line.replaceFirst(".*:calls=([0-9]+).*", "$1"))
                .mapToLong(Long::parseLong)
                .sum();
    }

    @Override
    public void close() {
        jedis.close();
    }
}
