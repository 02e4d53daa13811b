package dev.sallyport.http.health;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether requests should be sent here: everything it needs is there, and it is not about to stop. */
public final class Readiness implements AutoCloseable {

    /** After this long, no answer is an answer. */
    public static final Duration LONGEST_CHECK = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private final List<HealthCheck> checks;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean stopping;

    public Readiness(List<HealthCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    /**
     * How things stand.
     *
     * @param dependencies whether each of them is up, by name
     */
    public record Report(boolean stopping, Map<String, Boolean> dependencies) {

        public boolean ready() {
            return !stopping && !dependencies.containsValue(false);
        }
    }

    /** From now on nothing more should be sent here. */
    public void stop() {
        stopping = true;
    }

    /** Asks everything at once. */
    public Report report() {
        List<Callable<Boolean>> questions = checks.stream()
                .<Callable<Boolean>>map(check -> check::isHealthy)
                .toList();
        Map<String, Boolean> dependencies = new LinkedHashMap<>();
        try {
            List<Future<Boolean>> answers =
                    threads.invokeAll(questions, LONGEST_CHECK.toMillis(), TimeUnit.MILLISECONDS);
            for (int i = 0; i < checks.size(); i++) {
                String name = checks.get(i).name();
                dependencies.put(name, isHealthy(name, answers.get(i)));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            checks.forEach(check -> dependencies.put(check.name(), false));
        }
        return new Report(stopping, dependencies);
    }

    private static boolean isHealthy(String name, Future<Boolean> answer) throws InterruptedException {
        try {
            return answer.get();
        } catch (CancellationException tooSlow) {
            LOG.warn("{} did not answer within {}", name, LONGEST_CHECK);
            return false;
        } catch (ExecutionException failure) {
            LOG.warn("{} cannot be checked", name, failure);
            return false;
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
