package dev.sallyport.mail;

import java.time.Duration;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** One thread for all that has to happen later, and none while nothing has to. */
final class Upkeep implements AutoCloseable {
    private static final Duration THREAD_STAYS = Duration.ofSeconds(5);

    private final ScheduledThreadPoolExecutor executor;

    Upkeep() {
        executor = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("smtp-upkeep").factory());
        executor.setKeepAliveTime(THREAD_STAYS.toMillis(), TimeUnit.MILLISECONDS);
        executor.allowCoreThreadTimeOut(true);
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        // Once it is closed there is no later.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
    }

    /** For whoever has to give up on something in time. */
    ScheduledExecutorService executor() {
        return executor;
    }

    void after(Duration wait, Runnable work) {
        ScheduledFuture<?> unused = executor.schedule(work, wait.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** How much is still to happen. */
    int planned() {
        return executor.getQueue().size();
    }

    @Override
    public void close() {
        executor.shutdown();
    }
}
