package dev.sallyport.http.routing;

import dev.sallyport.application.ServiceUnavailable;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs outages so that they can be read: each dependency's at once, with its cause, and then no more than once in a while, with the
 * number of requests that it has cost meanwhile.
 */
final class OutageLog {
    private static final Logger LOG = LoggerFactory.getLogger(OutageLog.class);
    private static final Duration INTERVAL = Duration.ofSeconds(10);

    private final ConcurrentMap<String, Entry> entries = new ConcurrentHashMap<>();

    private record Entry(long loggedAt, AtomicInteger unlogged) {
        boolean isRecent(long now) {
            return now - loggedAt < INTERVAL.toNanos();
        }
    }

    void report(ServiceUnavailable outage) {
        long now = System.nanoTime();
        Entry mine = new Entry(now, new AtomicInteger());
        Entry before = entries.get(outage.dependency());
        if (before != null && before.isRecent(now)) {
            before.unlogged().incrementAndGet();
        } else if (before == null) {
            if (entries.putIfAbsent(outage.dependency(), mine) == null) {
                LOG.warn("{} is unavailable", outage.dependency(), outage);
            }
        } else if (entries.replace(outage.dependency(), before, mine)) {
            LOG.warn(
                    "{} is unavailable; {} more requests were turned away since this was last logged",
                    outage.dependency(),
                    before.unlogged(),
                    outage);
        }
    }
}
