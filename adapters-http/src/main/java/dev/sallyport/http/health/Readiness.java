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
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether requests should be sent here: everything that is required is there, and it is not about to stop. */
public final class Readiness implements AutoCloseable {

    /** After this long, no answer is an answer. */
    public static final Duration LONGEST_CHECK = Duration.ofSeconds(2);

    private static final Logger LOG = LoggerFactory.getLogger(Readiness.class);

    private final List<HealthCheck> checks;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final AtomicReference<@Nullable FutureTask<Map<String, Boolean>>> asking = new AtomicReference<>();
    private volatile boolean stopping;

    public Readiness(List<HealthCheck> checks) {
        this.checks = List.copyOf(checks);
    }

    /**
     * How things stand.
     *
     * @param complete whether everything that is required is up
     * @param dependencies whether each of them is up, by name
     */
    public record Report(boolean stopping, boolean complete, Map<String, Boolean> dependencies) {

        public boolean ready() {
            return !stopping && complete;
        }
    }

    /** From now on nothing more should be sent here. */
    public void stop() {
        stopping = true;
    }

    /**
     * Asks everything. Whoever comes while it is being asked gets the same answer, so that however many strangers want to know, it
     * is asked once at a time.
     */
    public Report report() {
        var question = new FutureTask<>(this::askAll);
        FutureTask<Map<String, Boolean>> asked = asking.compareAndExchange(null, question);
        if (asked == null) {
            try {
                question.run();
            } finally {
                asking.set(null);
            }
            asked = question;
        }
        Map<String, Boolean> dependencies = answerOf(asked);
        boolean complete = checks.stream()
                .filter(HealthCheck::isRequired)
                .map(HealthCheck::name)
                .allMatch(name -> dependencies.getOrDefault(name, false));
        return new Report(stopping, complete, dependencies);
    }

    private Map<String, Boolean> answerOf(FutureTask<Map<String, Boolean>> asked) {
        try {
            return asked.get();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return allDown();
        } catch (ExecutionException failure) {
            LOG.error("readiness cannot be told", failure);
            return allDown();
        }
    }

    private Map<String, Boolean> allDown() {
        return checks.stream().collect(Collectors.toMap(HealthCheck::name, check -> false));
    }

    private Map<String, Boolean> askAll() throws InterruptedException {
        List<Callable<Boolean>> questions = checks.stream()
                .<Callable<Boolean>>map(check -> check::isHealthy)
                .toList();
        Map<String, Boolean> dependencies = new LinkedHashMap<>();
        List<Future<Boolean>> answers = threads.invokeAll(questions, LONGEST_CHECK.toMillis(), TimeUnit.MILLISECONDS);
        for (int i = 0; i < checks.size(); i++) {
            String name = checks.get(i).name();
            dependencies.put(name, isHealthy(name, answers.get(i)));
        }
        return dependencies;
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
