package dev.sallyport.ratelimit.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.ratelimit.RateLimits.Decision;
import dev.sallyport.application.testing.FakeSecretDigests;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.ratelimit.Rate;
import dev.sallyport.ratelimit.testing.RedisProcess;
import dev.sallyport.ratelimit.testing.TlsFront;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in, and how securely. */
class RedisConnectionTest {
    private static final RedisPatience PATIENCE = new RedisPatience(Duration.ofSeconds(5), Duration.ofSeconds(5));
    private static final Map<Limit, Rate> RATES = Map.of(Limit.LOGIN, new Rate(2, Duration.ofHours(1)));
    private static final List<Charge> ADA = List.of(new Charge(Limit.LOGIN, "ada"));

    /** All that a user of Redis has to be allowed, as the documentation says. */
    private static final String[] LEAST_PRIVILEGES = {
        "--user",
        "sallyport",
        "on",
        ">hunter2",
        "~sallyport:limit:*",
        "+eval",
        "+evalsha",
        "+time",
        "+mget",
        "+get",
        "+set",
        "+del",
        "+ping",
        "--user",
        "default",
        "off"
    };

    private static RedisAddress address(int port, String user, String password) {
        return new RedisAddress(
                new RedisAddress.Layout.Single(new RedisNode("127.0.0.1", port)),
                false,
                user,
                RedisPassword.of(password),
                0);
    }

    private static RedisRateLimits open(RedisAddress address) {
        return new RedisRateLimits(address, PATIENCE, RATES, new FakeSecretDigests(), RedisListener.none());
    }

    private static void works(RateLimits limits) {
        assertThat(limits.take(ADA)).isInstanceOf(Decision.Allowed.class);
        limits.giveBack(ADA);
        assertThat(limits.take(ADA)).isInstanceOf(Decision.Allowed.class);
        assertThat(limits.take(ADA)).isInstanceOf(Decision.Allowed.class);
        assertThat(limits.take(ADA)).isInstanceOf(Decision.Limited.class);
    }

    @Test
    void signsInWithAPassword() {
        try (RedisProcess redis = RedisProcess.start("--requirepass", "hunter2");
                RedisRateLimits limits = open(address(redis.port(), null, "hunter2"))) {
            works(limits);
        }
    }

    @Test
    void needsNoMoreThanTheDocumentedPrivileges() {
        try (RedisProcess redis = RedisProcess.start(LEAST_PRIVILEGES);
                RedisRateLimits limits = open(address(redis.port(), "sallyport", "hunter2"))) {
            works(limits);
        }
    }

    @Test
    void keepsToItsDatabase() {
        try (RedisProcess redis = RedisProcess.start();
                Budgets budgets = new Budgets(redis.port())) {
            RedisAddress address = new RedisAddress(
                    new RedisAddress.Layout.Single(new RedisNode("127.0.0.1", redis.port())), false, null, null, 3);
            try (RedisRateLimits limits = open(address)) {
                works(limits);
            }

            assertThat(budgets.keys()).isEmpty();
            budgets.jedis().select(3);
            assertThat(budgets.keys()).hasSize(1);
        }
    }

    @Test
    void isUnavailableWithAWrongPasswordAndNeverTellsIt() {
        try (RedisProcess redis = RedisProcess.start(LEAST_PRIVILEGES);
                RedisRateLimits limits = open(address(redis.port(), "sallyport", "swordfish"))) {
            assertThatThrownBy(() -> limits.take(ADA)).isInstanceOfSatisfying(ServiceUnavailable.class, unavailable -> {
                assertThat(unavailable.dependency()).isEqualTo("redis");
                assertThat(unavailable.retryAfter()).isEqualTo(Duration.ofSeconds(1));
                StringWriter trace = new StringWriter();
                unavailable.printStackTrace(new PrintWriter(trace));
                assertThat(trace.toString()).contains("WRONGPASS").doesNotContain("swordfish");
            });
        }
    }

    private static RedisRateLimits openSecured(String host, int port, SSLSocketFactory sockets) {
        RedisAddress address =
                new RedisAddress(new RedisAddress.Layout.Single(new RedisNode(host, port)), true, null, null, 0);
        return new RedisRateLimits(address, PATIENCE, RATES, new FakeSecretDigests(), RedisListener.none(), sockets);
    }

    @Test
    void speaksTls() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                TlsFront front = TlsFront.of(redis, "localhost");
                RedisRateLimits limits = openSecured("localhost", front.port(), front.trusting())) {
            works(limits);
        }
    }

    @Test
    void refusesACertificateForAnotherName() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                TlsFront front = TlsFront.of(redis, "elsewhere.example");
                RedisRateLimits limits = openSecured("localhost", front.port(), front.trusting())) {
            assertThatThrownBy(() -> limits.take(ADA))
                    .isInstanceOf(ServiceUnavailable.class)
                    .hasStackTraceContaining("No subject alternative DNS name matching localhost found");
        }
    }

    @Test
    void refusesACertificateThatNobodyTrusts() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                TlsFront front = TlsFront.of(redis, "localhost");
                RedisRateLimits limits =
                        openSecured("localhost", front.port(), (SSLSocketFactory) SSLSocketFactory.getDefault())) {
            assertThatThrownBy(() -> limits.take(ADA))
                    .isInstanceOf(ServiceUnavailable.class)
                    .hasStackTraceContaining("unable to find valid certification path");
        }
    }

    @Test
    void neverGoesOnInClear() throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                TlsFront elsewhere = TlsFront.of(redis, "localhost");
                Budgets budgets = new Budgets(redis.port());
                RedisRateLimits limits = openSecured("localhost", redis.port(), elsewhere.trusting())) {
            assertThatThrownBy(() -> limits.take(ADA)).isInstanceOf(ServiceUnavailable.class);

            assertThat(budgets.calls("eval") + budgets.calls("evalsha")).isZero();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void printsNoPassword(boolean tls) {
        RedisAddress address = new RedisAddress(
                new RedisAddress.Layout.Single(new RedisNode("::1", 6379)), tls, "ada", RedisPassword.of("hunter2"), 2);

        assertThat(address).hasToString((tls ? "rediss" : "redis") + "://[::1]:6379/2");
    }
}
