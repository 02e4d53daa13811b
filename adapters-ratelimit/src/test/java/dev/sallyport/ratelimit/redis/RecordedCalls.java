package dev.sallyport.ratelimit.redis;

import dev.sallyport.application.ServiceUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Remembers what it was told. */
final class RecordedCalls implements RedisListener {
    private final List<Duration> answered = new CopyOnWriteArrayList<>();
    private final List<ServiceUnavailable> failed = new CopyOnWriteArrayList<>();

    @Override
    public void answered(Duration took) {
        answered.add(took);
    }

    @Override
    public void failed(Duration took, ServiceUnavailable failure) {
        failed.add(failure);
    }

    List<Duration> answered() {
        return answered;
    }

    List<ServiceUnavailable> failed() {
        return failed;
    }
}
