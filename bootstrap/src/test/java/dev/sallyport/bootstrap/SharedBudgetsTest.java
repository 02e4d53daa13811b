package dev.sallyport.bootstrap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.recovery.RequestPasswordReset;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.session.Client;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.ratelimit.testing.RedisProcess;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Several instances on one database and one Redis. */
class SharedBudgetsTest {
    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static final int CAPACITY = 1_000;
    private static final Duration PERIOD = Duration.ofHours(1);
    private static final int REQUESTS = 3_000;
    private static final int THREADS = 15;

    private final DatabaseSettings database = POSTGRES.server().createDatabase();
    private final RedisProcess redis = RedisProcess.start();

    @AfterEach
    void stop() {
        redis.close();
    }

    private SallyportSystem start() {
        return SallyportSystem.start(
                Configuration.parse(Settings.on(
                        database,
                        "RATE_LIMIT_STORE",
                        "redis",
                        "REDIS_URL",
                        redis.url(),
                        "RATE_LIMIT_ON_STORE_FAILURE",
                        "deny",
                        "RATE_LIMIT_FORGOT_PER_IP",
                        CAPACITY + "/1h",
                        "RATE_LIMIT_API_PER_IP",
                        "1000000/1s")),
                new FakeMailTransport());
    }

    private enum Answer {
        ACCEPTED,
        LIMITED,
        UNAVAILABLE
    }

    private static Answer ask(SallyportSystem system, String address) {
        var command = new RequestPasswordReset.Command(EmailAddress.of(address), Client.local());
        try {
            return switch (system.sallyport().requestPasswordReset().handle(command)) {
                case RequestPasswordReset.Result.Accepted accepted -> Answer.ACCEPTED;
                case RequestPasswordReset.Result.Limited limited -> Answer.LIMITED;
                case RequestPasswordReset.Result.ChallengeRequired required -> throw new AssertionError(required);
                case RequestPasswordReset.Result.ChallengeFailed failed -> throw new AssertionError(failed);
            };
        } catch (ServiceUnavailable unavailable) {
            return Answer.UNAVAILABLE;
        }
    }

    @Test
    void threeInstancesAdmitTogetherExactlyTheBudgetOfOne() {
        try (SallyportSystem one = start();
                SallyportSystem two = start();
                SallyportSystem three = start()) {
            List<SallyportSystem> systems = List.of(one, two, three);
            long begun = System.nanoTime();
            List<Answer> first = systems.stream()
                    .flatMap(system -> until(Answer.ACCEPTED, () -> ask(system, "first@example.com")).stream())
                    .toList();

            List<Answer> answers = Concurrently.times(
                            THREADS,
                            thread -> Stream.iterate(0, i -> i + 1)
                                    .limit(REQUESTS / THREADS)
                                    .flatMap(i -> untilAnswered(() -> ask(
                                                    systems.get(thread % systems.size()),
                                                    "user" + thread + "." + i + "@example.com"))
                                            .stream())
                                    .toList())
                    .stream()
                    .flatMap(List::stream)
                    .toList();

            double seconds = (System.nanoTime() - begun) / 1e9;
            double budget = CAPACITY + CAPACITY * seconds / PERIOD.toSeconds();
            long accepted = count(Answer.ACCEPTED, answers) + count(Answer.ACCEPTED, first);
            long unavailable = count(Answer.UNAVAILABLE, answers) + count(Answer.UNAVAILABLE, first);
            assertThat((double) accepted).isLessThanOrEqualTo(budget * 1.01);
            assertThat(accepted + unavailable).isGreaterThanOrEqualTo(CAPACITY);
            assertThat(count(Answer.ACCEPTED, answers) + count(Answer.LIMITED, answers))
                    .isEqualTo(REQUESTS);
        }
    }

    /** The answer, after one that was none if so: on a busy machine Redis may be late, and is then not asked for a while. */
    private static List<Answer> untilAnswered(Supplier<Answer> question) {
        Answer first = question.get();
        return first == Answer.UNAVAILABLE
                ? List.of(
                        first,
                        until(EnumSet.of(Answer.ACCEPTED, Answer.LIMITED), question)
                                .getLast())
                : List.of(first);
    }

    /** Everything that was answered until it was that. */
    private static List<Answer> until(Answer wanted, Supplier<Answer> question) {
        return until(EnumSet.of(wanted), question);
    }

    private static List<Answer> until(Set<Answer> wanted, Supplier<Answer> question) {
        var answers = new ArrayList<Answer>();
        await().atMost(Duration.ofSeconds(20))
                .until(() -> answers.add(question.get()) && wanted.contains(answers.getLast()));
        return answers;
    }

    private static long count(Answer wanted, List<Answer> answers) {
        return answers.stream().filter(wanted::equals).count();
    }

    @Test
    void startsWithoutRedisAndUsesItWhenItComes() {
        redis.kill();
        try (SallyportSystem system = start()) {
            assertThat(ask(system, "ada@example.com")).isEqualTo(Answer.UNAVAILABLE);

            redis.restart();

            assertThat(until(Answer.ACCEPTED, () -> ask(system, "ada@example.com")))
                    .doesNotContain(Answer.LIMITED);
        }
    }
}
