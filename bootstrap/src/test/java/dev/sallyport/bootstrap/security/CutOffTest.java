package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.persistence.testing.DatabaseProxy;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** An instance that cannot hear what is revoked trusts what it knows for a while, and then nobody: never somebody who was shut out. */
@DisplayName("Cut off from revocations: ASVS 7.4.1, 16.5.2, 16.5.3")
final class CutOffTest {
    private static final String ACCEPTED = "200";
    private static final String UNAVAILABLE = "503 service-unavailable";
    private static final String REFUSED = "401 invalid-access-token";

    private static final Duration MAX_LAG = Duration.ofSeconds(2);

    /** It counts from when it last asked, which is up to half a second before the wire is cut; the rest is for a busy machine. */
    private static final Duration TRUSTED_FOR_AT_LEAST = Duration.ofMillis(1200);

    private static final Duration TRUSTED_FOR_AT_MOST = MAX_LAG.plusMillis(500);
    private static final Duration RECOVERED = Duration.ofSeconds(10);

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private DatabaseProxy wire;
    private RunningSystem connected;
    private RunningSystem cutOff;
    private String staying;
    private ApiAnswer leaving;

    @BeforeEach
    void start() {
        Inbox inbox = new Inbox();
        wire = DatabaseProxy.before(postgres.settings());
        connected = RunningSystem.on(postgres.settings(), inbox);
        cutOff = RunningSystem.on(wire.settings(), inbox, "REVOCATION_MAX_LAG", MAX_LAG.toSeconds() + "s");
        Guest guest = connected.guest();
        String email = UUID.randomUUID() + "@example.com";
        staying = guest.signUp(email).text("accessToken");
        leaving = guest.login(email, Guest.PASSWORD);
    }

    @AfterEach
    void stop() throws IOException {
        wire.restore();
        cutOff.close();
        connected.close();
        wire.close();
    }

    static Stream<Named<Consumer<DatabaseProxy>>> waysToBeCutOff() {
        return Stream.of(
                Named.of("connections broken and refused", DatabaseProxy::cut),
                Named.of("silence on the wire", DatabaseProxy::silence));
    }

    @ParameterizedTest
    @MethodSource("waysToBeCutOff")
    void trustsWhatItKnowsForAWhileThenNobodyAndCatchesUpByItself(Consumer<DatabaseProxy> outage) {
        assertThat(callerOf(staying)).isEqualTo(ACCEPTED);
        assertThat(callerOf(leavingToken())).isEqualTo(ACCEPTED);

        outage.accept(wire);
        Duration trusted = until(UNAVAILABLE, ACCEPTED);

        assertThat(trusted).isBetween(TRUSTED_FOR_AT_LEAST, TRUSTED_FOR_AT_MOST);
        assertThat(cutOff.callerOf(staying).header("Retry-After"))
                .get()
                .asString()
                .matches("[1-9][0-9]?");
        assertThat(callerOf("forged")).isEqualTo(REFUSED);
        assertThat(readiness()).isEqualTo("down");
        connected.guest().logout(leaving.text("refreshToken"));
        assertThat(callerOf(leavingToken())).isEqualTo(UNAVAILABLE);

        wire.restore();
        List<String> toldToWhoLeft = new ArrayList<>();
        Awaitility.await()
                .atMost(RECOVERED)
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    toldToWhoLeft.add(callerOf(leavingToken()));
                    return callerOf(staying).equals(ACCEPTED);
                });
        toldToWhoLeft.add(callerOf(leavingToken()));
        assertThat(toldToWhoLeft).containsOnly(UNAVAILABLE, REFUSED).endsWith(REFUSED);
        Awaitility.await().atMost(RECOVERED).until(() -> readiness().equals("up"));
    }

    // A short break costs nobody anything.
    @Test
    void nobodyNoticesACutThatIsMendedInTime() {
        wire.cut();
        assertThat(callerOf(staying)).isEqualTo(ACCEPTED);
        connected.guest().logout(leaving.text("refreshToken"));
        wire.restore();

        assertThat(untilToldOf(leavingToken(), REFUSED, ACCEPTED)).isLessThan(MAX_LAG);
        assertThat(callerOf(staying)).isEqualTo(ACCEPTED);
    }

    private String leavingToken() {
        return leaving.text("accessToken");
    }

    private String callerOf(String accessToken) {
        return cutOff.callerOf(accessToken).outcome();
    }

    private String readiness() {
        return cutOff.api()
                .send(ApiRequest.get("/health/ready"))
                .json()
                .at("/dependencies/revocations")
                .asText();
    }

    private Duration until(String outcome, String before) {
        return untilToldOf(staying, outcome, before);
    }

    /** How long it takes from now, during which nothing else is told than what was told before. */
    private Duration untilToldOf(String accessToken, String outcome, String before) {
        long began = System.nanoTime();
        List<String> told = new ArrayList<>();
        Awaitility.await()
                .pollDelay(Duration.ZERO)
                .pollInterval(Duration.ofMillis(5))
                .until(() -> {
                    told.add(callerOf(accessToken));
                    return told.getLast().equals(outcome);
                });
        assertThat(told).containsOnly(before, outcome);
        return Duration.ofNanos(System.nanoTime() - began);
    }
}
