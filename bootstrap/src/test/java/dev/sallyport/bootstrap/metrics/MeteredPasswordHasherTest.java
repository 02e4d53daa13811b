package dev.sallyport.bootstrap.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.security.account.Argon2Parameters;
import dev.sallyport.security.account.Argon2idPasswordHasher;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class MeteredPasswordHasherTest {
    private static final Password PASSWORD = Password.of("correct horse battery staple");

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();

    private PasswordHasher hasher(Duration maxWait) {
        return new HashingMetrics(registry)
                .measure(new Argon2idPasswordHasher(Argon2Parameters.STANDARD, 1, maxWait), 1);
    }

    private double gauge(String name) {
        return registry.get("sallyport.password.hashing." + name).gauge().value();
    }

    private long timed(String name) {
        return registry.get("sallyport.password.hashing." + name).timer().count();
    }

    private double rejected() {
        return registry.get("sallyport.password.hashing.rejected").counter().count();
    }

    @Test
    void timesEveryHashAndEveryWait() {
        PasswordHasher hasher = hasher(Duration.ofSeconds(30));

        PasswordHash hash = hasher.hash(PASSWORD);
        boolean same = hasher.inTurn(() -> hasher.verify(PASSWORD, hash));
        hasher.verifyNothing(PASSWORD);

        assertThat(same).isTrue();
        assertThat(timed("duration")).isEqualTo(3);
        assertThat(timed("wait")).isEqualTo(1);
        assertThat(rejected()).isZero();
        assertThat(gauge("permits")).isEqualTo(1);
        assertThat(gauge("active")).isZero();
        assertThat(gauge("waiting")).isZero();
    }

    @Test
    void countsThoseWhoseTurnDoesNotCome() throws Exception {
        PasswordHasher hasher = hasher(Duration.ZERO);
        CountDownLatch inside = new CountDownLatch(2);
        CountDownLatch leave = new CountDownLatch(1);
        try (ExecutorService threads = Executors.newCachedThreadPool()) {
            Future<?> one = threads.submit(() -> hasher.inTurn(() -> stay(inside, leave)));
            Future<?> other = threads.submit(() -> hasher.inTurn(() -> stay(inside, leave)));
            inside.await();

            assertThatThrownBy(() -> hasher.inTurn(() -> true)).isInstanceOf(ServiceUnavailable.class);

            leave.countDown();
            one.get();
            other.get();
        }
        assertThat(rejected()).isEqualTo(1);
        assertThat(timed("wait")).isEqualTo(2);
    }

    private static boolean stay(CountDownLatch inside, CountDownLatch leave) {
        inside.countDown();
        try {
            leave.await();
            return true;
        } catch (InterruptedException impatient) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    @Test
    void doesNotTakeAnotherOutageForALackOfTurns() {
        PasswordHasher hasher = hasher(Duration.ofSeconds(30));

        assertThatThrownBy(() -> hasher.inTurn(() -> {
                    throw new ServiceUnavailable("database", Duration.ofSeconds(2), null);
                }))
                .isInstanceOf(ServiceUnavailable.class);

        assertThat(rejected()).isZero();
    }
}
