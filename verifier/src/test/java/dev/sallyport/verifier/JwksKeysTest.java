package dev.sallyport.verifier;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.function.IntFunction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JwksKeysTest {
    private static final TestKey OLD = TestKey.generate("019-old");
    private static final TestKey NEW = TestKey.generate("019-new");
    private static final int CALLERS = 50;
    private static final Duration LONGER_THAN_ANY_TEST = Duration.ofMinutes(5);

    private final JwksServer server = JwksServer.publishing(OLD);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final MutableClock clock = new MutableClock();
    private final SallyportVerifier verifier = builder().build();

    private VerifierBuilder builder() {
        return SallyportVerifier.builder(Samples.ISSUER)
                .audience(Samples.AUDIENCE)
                .jwksUri(server.uri())
                .timeout(LONGER_THAN_ANY_TEST)
                .clock(clock);
    }

    @AfterEach
    void close() {
        server.gate.countDown();
        server.bodyGate.countDown();
        threads.shutdownNow();
        server.close();
    }

    /** A good token as of now, signed with that key. */
    private String token(TestKey key) {
        return Samples.forge(key)
                .claim("iat", Samples.seconds(clock.instant()))
                .claim("exp", Samples.seconds(clock.instant().plusSeconds(900)))
                .token();
    }

    private void assertAccepted(TestKey key) {
        assertThat(verifier.verify(token(key)).userId()).isEqualTo(Samples.USER);
    }

    private void assertUnavailable(TestKey key) {
        assertThatThrownBy(() -> verifier.verify(token(key))).isInstanceOf(KeysUnavailable.class);
    }

    private void assertInvalid(TestKey key) {
        assertThatThrownBy(() -> verifier.verify(token(key)))
                .isInstanceOf(InvalidAccessToken.class)
                .hasMessage("kid of no key of ours");
    }

    /** Everybody at the same time; what came of each. */
    private List<Optional<RuntimeException>> all(IntFunction<Runnable> caller) throws Exception {
        CyclicBarrier start = new CyclicBarrier(CALLERS);
        List<Future<Optional<RuntimeException>>> calls = new ArrayList<>();
        for (int i = 0; i < CALLERS; i++) {
            Runnable call = caller.apply(i);
            calls.add(threads.submit(() -> {
                start.await();
                return outcome(call);
            }));
        }
        List<Optional<RuntimeException>> outcomes = new ArrayList<>();
        for (Future<Optional<RuntimeException>> call : calls) {
            outcomes.add(call.get());
        }
        return outcomes;
    }

    private static Optional<RuntimeException> outcome(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (AccessRefused refused) {
            return Optional.of(refused);
        }
    }

    @Test
    void fetchesNothingUntilTheFirstTokenComesAndThenKeepsIt() {
        assertThat(server.requests()).isZero();

        assertAccepted(OLD);
        assertAccepted(OLD);

        assertThat(server.conditions).containsExactly("");
    }

    @Test
    void warmsUpOnce() {
        verifier.warmUp();
        verifier.warmUp();
        assertAccepted(OLD);

        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void sendsOneForTheKeysWhenEverybodyNeedsThem() throws Exception {
        List<Optional<RuntimeException>> outcomes = all(i -> () -> verifier.verify(token(OLD)));

        assertThat(outcomes).hasSize(CALLERS).containsOnly(Optional.empty());
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void sendsOneForStaleKeysWhenEverybodyNeedsThem() throws Exception {
        verifier.warmUp();
        clock.advance(Duration.ofMinutes(5));

        List<Optional<RuntimeException>> outcomes = all(i -> () -> verifier.verify(token(OLD)));

        assertThat(outcomes).containsOnly(Optional.empty());
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void replacesAgeingKeysInTheBackgroundWhileNobodyWaits() throws Exception {
        verifier.warmUp();
        server.publish(OLD, NEW);
        clock.advance(Duration.ofSeconds(224));
        assertAccepted(OLD);
        assertThat(server.requests()).isEqualTo(1);

        CountDownLatch gate = server.hold();
        clock.advance(Duration.ofSeconds(1));
        assertAccepted(OLD);
        server.arrived.acquire(2);
        assertAccepted(OLD);
        Future<?> waiting = threads.submit(() -> assertAccepted(NEW));
        gate.countDown();

        waiting.get(10, SECONDS);
        assertAccepted(OLD);
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void asksOnlyForWhatHasChanged() {
        server.entityTag = "\"v1\"";
        verifier.warmUp();
        clock.advance(Duration.ofMinutes(5));
        assertAccepted(OLD);

        server.entityTag = "W/\"v2\"";
        server.publish(NEW);
        clock.advance(Duration.ofMinutes(5));
        assertAccepted(NEW);
        assertInvalid(OLD);

        assertThat(server.conditions).containsExactly("", "\"v1\"", "\"v1\"");
    }

    @Test
    void neverRepeatsAnEntityTagThatIsNone() {
        server.entityTag = "no quotes";
        verifier.warmUp();
        clock.advance(Duration.ofMinutes(5));
        assertAccepted(OLD);

        assertThat(server.conditions).containsExactly("", "");
    }

    @Test
    void findsARotatedKeyAtItsFirstToken() {
        verifier.warmUp();
        server.publish(OLD, NEW);

        clock.advance(JwksKeys.UNKNOWN_ID_INTERVAL);
        assertAccepted(NEW);
        assertAccepted(OLD);

        assertThat(server.requests()).isEqualTo(2);
    }

    /** It is known for ten seconds before it signs, and published by every instance for eight. */
    @Test
    void findsAKeyThatWasRotatedByHandJustAfterTheKeysWereFetched() {
        verifier.warmUp();
        server.publish(OLD, NEW);

        clock.advance(Duration.ofSeconds(8));

        assertAccepted(NEW);
    }

    @Test
    void findsARotatedKeyAlthoughTheClockWasPutBack() {
        verifier.warmUp();
        server.publish(NEW);

        clock.advance(Duration.ofHours(-1));

        assertAccepted(NEW);
        assertInvalid(OLD);
        assertThat(server.requests()).isEqualTo(2);
    }

    @Test
    void isBackSoonAlthoughTheClockWasPutBackMeanwhile() {
        server.status = 500;
        assertUnavailable(OLD);
        server.status = 200;

        clock.advance(Duration.ofHours(-1));

        assertAccepted(OLD);
    }

    @Test
    void forgetsAKeyThatIsGone() {
        verifier.warmUp();
        server.publish(NEW);

        clock.advance(Duration.ofMinutes(5));

        assertInvalid(OLD);
    }

    @Test
    void asksOnceInAWhileForForgedIdsHoweverManyComeAtOnce() throws Exception {
        verifier.warmUp();
        clock.advance(JwksKeys.UNKNOWN_ID_INTERVAL);

        for (int round = 1; round <= 3; round++) {
            List<Optional<RuntimeException>> outcomes =
                    all(i -> () -> verifier.verify(token(TestKey.generate("forged-" + i))));
            assertThat(outcomes)
                    .allSatisfy(outcome -> assertThat(outcome).containsInstanceOf(InvalidAccessToken.class));
        }
        assertThat(server.requests()).isEqualTo(2);

        clock.advance(JwksKeys.UNKNOWN_ID_INTERVAL.minusNanos(1));
        assertInvalid(TestKey.generate("forged"));
        assertThat(server.requests()).isEqualTo(2);
        clock.advance(Duration.ofNanos(1));
        assertInvalid(TestKey.generate("forged"));
        assertThat(server.requests()).isEqualTo(3);
    }

    @Test
    void callsNoTokenBadWhileTheKeysCannotBeHad() {
        server.status = 500;

        assertUnavailable(OLD);
        assertThatThrownBy(verifier::warmUp).isInstanceOfSatisfying(KeysUnavailable.class, outage -> {
            assertThat(outage.status()).isEqualTo(503);
            assertThat(outage.headers()).containsEntry("Retry-After", "1");
            assertThat(outage).hasRootCauseMessage("HTTP status 500");
        });
    }

    @Test
    void pausesLongerAndLongerWhileFetchesFail() {
        server.status = 500;
        int expected = 0;

        for (int pause : new int[] {1, 2, 4, 8, 15, 15, 15}) {
            assertUnavailable(OLD);
            assertUnavailable(OLD);
            expected++;
            assertThat(server.requests()).isEqualTo(expected);
            clock.advance(Duration.ofSeconds(pause).minusNanos(1));
            assertUnavailable(OLD);
            assertThat(server.requests()).isEqualTo(expected);
            clock.advance(Duration.ofNanos(1));
        }
        server.status = 200;
        assertAccepted(OLD);

        server.status = 500;
        clock.advance(Duration.ofMinutes(5));
        assertAccepted(OLD);
        clock.advance(Duration.ofSeconds(1));
        assertAccepted(OLD);
    }

    @Test
    void goesOnWithTheOldKeysForADayWhenSallyportIsAway() throws Exception {
        verifier.warmUp();
        server.close();

        clock.advance(Duration.ofHours(24).minusNanos(1));
        assertAccepted(OLD);
        assertUnavailable(NEW);

        clock.advance(Duration.ofNanos(1));
        assertUnavailable(OLD);
    }

    @Test
    void isBackAsSoonAsSallyportIs() {
        verifier.warmUp();
        server.status = 503;
        clock.advance(Duration.ofHours(25));
        assertUnavailable(OLD);

        server.status = 200;
        server.publish(OLD, NEW);
        clock.advance(Duration.ofSeconds(1));

        assertAccepted(NEW);
        assertInvalid(TestKey.generate("forged"));
    }

    @Test
    void letsNobodyWaitLongerThanTheTimeOutForASlowServer() throws Exception {
        SallyportVerifier impatient = builder().timeout(Duration.ofMillis(200)).build();
        server.hold();

        List<Optional<RuntimeException>> outcomes = all(i -> () -> impatient.verify(token(OLD)));

        assertThat(outcomes).allSatisfy(outcome -> assertThat(outcome).containsInstanceOf(KeysUnavailable.class));
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void letsNobodyWaitLongerThanTheTimeOutForAnAnswerThatStopsHalfway() {
        SallyportVerifier impatient = builder().timeout(Duration.ofMillis(200)).build();
        server.holdBodies();

        assertThatThrownBy(() -> impatient.verify(token(OLD))).isInstanceOf(KeysUnavailable.class);
    }

    @Test
    void letsNobodyWaitForAServerThatIsKnownToBeAwayWhileThereAreOldKeys() throws Exception {
        verifier.warmUp();
        clock.advance(Duration.ofMinutes(5));
        server.status = 500;
        assertAccepted(OLD);

        server.hold();
        clock.advance(Duration.ofSeconds(1));
        assertAccepted(OLD);

        server.arrived.acquire(3);
    }

    @Test
    void stopsWaitingWhenInterrupted() throws Exception {
        server.hold();
        FutureTask<Boolean> call = new FutureTask<>(() -> {
            assertUnavailable(OLD);
            return Thread.interrupted();
        });
        Thread caller = new Thread(call);
        caller.start();
        server.arrived.acquire();

        caller.interrupt();

        assertThat(call.get(10, SECONDS)).isTrue();
    }

    @Test
    void followsNoRedirect() {
        server.status = 302;

        assertThatThrownBy(verifier::warmUp).isInstanceOf(KeysUnavailable.class).hasRootCauseMessage("HTTP status 302");
        assertThat(server.requests()).isEqualTo(1);
    }

    @Test
    void readsNoMoreThanASetOfKeysCanBe() {
        server.body = " ".repeat(64 * 1024) + "{\"keys\":[" + OLD.jwk() + "]}";

        assertThatThrownBy(verifier::warmUp)
                .isInstanceOf(KeysUnavailable.class)
                .hasRootCauseMessage("longer than a set of keys can be");
    }

    @Test
    void keepsTheOldKeysWhenNoneOfTheNewIsOfUse() {
        verifier.warmUp();

        for (String useless :
                new String[] {"", "null", "[]", "{}", "{\"keys\":{}}", "{\"keys\":[]}", "{\"keys\":[1]}"}) {
            server.body = useless;
            clock.advance(Duration.ofMinutes(5));
            assertAccepted(OLD);
            assertUnavailable(NEW);
        }
    }
}
