package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.HASH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import dev.sallyport.domain.session.UsedDevice;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link Sessions} promises. */
public abstract class SessionsContract {
    private static final SessionPolicy POLICY = Fakes.POLICIES.session();
    private static final SessionPolicy AT_MOST_THREE = atMost(3);
    private static final SessionPolicy AT_MOST_ONE = atMost(1);
    private static final Client FIREFOX = from("203.0.113.7", "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0");
    private static final Client OTHER = from("198.51.100.1", "okhttp/5.1");
    private static final Set<AuthenticationMethod> WITH_CODE = Set.of(
            AuthenticationMethod.PASSWORD,
            AuthenticationMethod.ONE_TIME_PASSWORD,
            AuthenticationMethod.MULTIPLE_FACTORS);
    private static final Duration MILLI = Duration.ofMillis(1);

    private final User ada = Samples.user(ADA);
    private final User grace = Samples.user(EmailAddress.of("grace@example.com"));
    private int sessionsBegun;

    /** The adapter under test, without any session. */
    protected abstract Sessions sessions();

    /** The accounts beside it, without any. */
    protected abstract Users users();

    /** What the adapter goes by. */
    protected abstract MutableClock clock();

    /** Suspends a user, which {@link Users} has no word for yet. */
    protected abstract void suspend(UserId user);

    /** Has a user have a second factor from now on, which {@link Users} has no word for. */
    protected abstract void demandSecondFactor(UserId user);

    @BeforeEach
    void register() {
        users().add(ada, HASH);
        users().add(grace, HASH);
    }

    @Test
    void beginsASessionThatLastsAsThePolicySays() {
        NewSession wanted = wanted(ada, FIREFOX);

        Sessions.Opened opened = sessions().open(wanted, POLICY).orElseThrow();

        assertThat(opened.active())
                .isEqualTo(new ActiveSession(Session.begin(wanted, now(), POLICY), ada.signedInAt(now()), now()));
        assertThat(opened.displaced()).isEmpty();
        assertThat(sessions().active(wanted.id())).contains(opened.active());
        assertThat(sessions().lock(wanted.id())).contains(opened.active());
        assertThat(users().credentials(ADA).orElseThrow().user().lastSignInAt()).isEqualTo(now());
    }

    @Test
    void beginsNoneForASuspendedOrUnknownUser() {
        NewSession ofNobody = wanted(Samples.user(EmailAddress.of("nobody@example.com")), FIREFOX);
        NewSession ofSuspended = wanted(ada, FIREFOX);
        suspend(ada.id());

        assertThat(sessions().open(ofNobody, POLICY)).isEmpty();
        assertThat(sessions().open(ofSuspended, POLICY)).isEmpty();

        assertThat(sessions().lock(ofSuspended.id())).isEmpty();
        assertThat(users().credentials(ADA).orElseThrow().user().lastSignInAt()).isEqualTo(ada.lastSignInAt());
    }

    @Test
    void beginsNoneForAPasswordThatIsAnotherByNow() {
        NewSession wanted = wanted(ada, FIREFOX);
        users().setPassword(ada.id(), PasswordHash.of("$fake$another password altogether"));

        assertThat(sessions().open(wanted, POLICY)).isEmpty();

        assertThat(sessions().lock(wanted.id())).isEmpty();
        assertThat(sessions().devicesOf(ada.id())).isEmpty();
    }

    @Test
    void beginsNoneForAPasswordThatIsDisabled() {
        Session before = open(ada);
        NewSession wanted = wanted(ada, OTHER);
        users().disablePassword(ada.id());

        assertThat(sessions().open(wanted, AT_MOST_ONE)).isEmpty();

        assertThat(sessions().lock(wanted.id())).isEmpty();
        assertThat(sessions().active(before.id()))
                .as("not displaced for nothing")
                .isPresent();
        assertThat(users().credentials(ADA).orElseThrow().failures().disable()).isTrue();
    }

    @Test
    void forgivesTheWrongPasswordsBefore() {
        for (int i = 1; i < ConsecutiveFailures.MOST; i++) {
            users().guessed(ADA, true);
        }

        open(ada);

        assertThat(users().credentials(ADA).orElseThrow().failures()).isEqualTo(new ConsecutiveFailures(0));
    }

    @Test
    void endsAllOfAUserAndNobodyElses() {
        List<SessionId> all = List.of(open(ada).id(), open(ada).id());
        Session graces = open(grace);

        assertThat(sessions().endAll(ada.id())).containsExactlyInAnyOrderElementsOf(all);

        assertThat(sessions().of(ada.id(), null, 10)).isEmpty();
        assertThat(sessions().active(graces.id())).isPresent();
        assertThat(sessions().endAll(ada.id())).isEmpty();
    }

    @Test
    void listsTheDevicesOfAUserUsedLastFirst() {
        Instant first = now();
        open(ada);
        clock().advance(MILLI);
        sessions().open(wanted(ada, OTHER), POLICY);
        clock().advance(MILLI);
        open(ada);
        sessions().open(wanted(grace, OTHER), POLICY);

        assertThat(sessions().devicesOf(ada.id()))
                .containsExactly(
                        new UsedDevice("Firefox on Windows", "203.0.0.0/16", first, now()),
                        new UsedDevice("okhttp", "198.51.0.0/16", first.plus(MILLI), first.plus(MILLI)));
    }

    @Test
    void knowsNoOtherSession() {
        SessionId unknown = new SessionId(UUID.randomUUID());

        assertThat(sessions().active(unknown)).isEmpty();
        assertThat(sessions().lock(unknown)).isEmpty();
        assertThat(sessions().rotate(unknown, 0, CLIENT, POLICY)).isEmpty();
        assertThat(sessions().end(unknown)).isEmpty();
        assertThat(sessions().end(unknown, ada.id())).isFalse();
    }

    @Test
    void rotatesToTheNextGenerationAndProlongsTheSession() {
        Session session = open(ada);
        clock().advance(Duration.ofHours(1));

        Optional<ActiveSession> rotated = sessions().rotate(session.id(), 0, OTHER, POLICY);

        assertThat(rotated).map(ActiveSession::session).contains(session.rotated(now(), OTHER, POLICY));
        assertThat(sessions().active(session.id())).isEqualTo(rotated);
    }

    @Test
    void rotatesOnlyTheCurrentGeneration() {
        Session session = open(ada);
        sessions().rotate(session.id(), 0, CLIENT, POLICY);

        assertThat(sessions().rotate(session.id(), 0, CLIENT, POLICY)).isEmpty();
        assertThat(sessions().rotate(session.id(), 2, CLIENT, POLICY)).isEmpty();
        assertThat(sessions().rotate(session.id(), 1, CLIENT, POLICY)).isPresent();
    }

    @Test
    void neverProlongsASessionBeyondItsAbsoluteEnd() {
        Session session = open(ada);
        for (long generation = 0; generation < 4; generation++) {
            clock().advance(Duration.ofDays(6));
            assertThat(sessions().rotate(session.id(), generation, CLIENT, POLICY))
                    .isPresent();
        }

        ActiveSession last = sessions().active(session.id()).orElseThrow();
        assertThat(last.session().expiresAt()).isEqualTo(session.endsAt());
        assertThat(last.timeLeft()).isEqualTo(Duration.ofDays(6));
        clock().advance(Duration.ofDays(6));
        assertThat(sessions().rotate(session.id(), 4, CLIENT, POLICY)).isEmpty();
    }

    @Test
    void isOverFromTheInstantOfExpiryOn() {
        Session session = open(ada);

        clock().advance(POLICY.idleLifetime().minus(MILLI));
        assertThat(sessions().active(session.id())).isPresent();

        clock().advance(MILLI);
        assertThat(sessions().active(session.id())).isEmpty();
        assertThat(sessions().rotate(session.id(), 0, CLIENT, POLICY)).isEmpty();
        assertThat(sessions().end(session.id())).isEmpty();
        assertThat(sessions().end(session.id(), ada.id())).isFalse();
        assertThat(sessions().of(ada.id(), null, 10)).isEmpty();
    }

    @Test
    void endsOnceAndTellsWhoseItWas() {
        Session session = open(ada);
        clock().advance(Duration.ofHours(1));

        assertThat(sessions().end(session.id())).contains(ada.id());

        assertThat(sessions().end(session.id())).isEmpty();
        assertThat(sessions().active(session.id())).isEmpty();
        assertThat(sessions().rotate(session.id(), 0, CLIENT, POLICY)).isEmpty();
        assertThat(sessions().lock(session.id()).orElseThrow().session()).isEqualTo(session.endedAt(now()));
    }

    @Test
    void endsASessionOfItsOwnerAlone() {
        Session session = open(ada);

        assertThat(sessions().end(session.id(), grace.id())).isFalse();
        assertThat(sessions().active(session.id())).isPresent();
        assertThat(sessions().end(session.id(), ada.id())).isTrue();
        assertThat(sessions().active(session.id())).isEmpty();
        assertThat(sessions().end(session.id(), ada.id())).isFalse();
    }

    @Test
    void endsAllOthersOfAUserAndNobodyElses() {
        Session kept = open(ada);
        List<SessionId> others = List.of(open(ada).id(), open(ada).id());
        Session graces = open(grace);

        assertThat(sessions().endOthers(ada.id(), kept.id())).containsExactlyInAnyOrderElementsOf(others);

        assertThat(sessions().of(ada.id(), null, 10)).extracting(Session::id).containsExactly(kept.id());
        assertThat(sessions().active(graces.id())).isPresent();
        assertThat(sessions().endOthers(ada.id(), kept.id())).isEmpty();
    }

    @Test
    void listsAUsersSessionsNewestFirstPageByPage() {
        List<Session> begun = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            begun.addFirst(open(ada));
        }
        open(grace);
        sessions().end(begun.remove(1).id());

        assertThat(sessions().of(ada.id(), null, 3)).isEqualTo(begun.subList(0, 3));
        assertThat(sessions().of(ada.id(), begun.get(2).id(), 3)).isEqualTo(begun.subList(3, 4));
        assertThat(sessions().of(ada.id(), begun.get(3).id(), 3)).isEmpty();
    }

    @Test
    void endsThoseThatHaveBeenIdleLongestOnceThereAreTooMany() {
        Session first = open(ada);
        clock().advance(MILLI);
        Session second = open(ada);
        clock().advance(MILLI);
        Session third = open(ada);
        clock().advance(MILLI);
        sessions().rotate(first.id(), 0, CLIENT, POLICY);
        clock().advance(MILLI);

        Sessions.Opened fourth =
                sessions().open(wanted(ada, FIREFOX), AT_MOST_THREE).orElseThrow();

        assertThat(fourth.displaced()).containsExactly(second.id());
        assertThat(sessions().of(ada.id(), null, 10))
                .extracting(Session::id)
                .containsExactly(fourth.active().session().id(), third.id(), first.id());
        assertThat(sessions().lock(second.id()).orElseThrow().session().endedAt())
                .isEqualTo(now());
    }

    @Test
    void noMoreStayThanMayHoweverManyBeginAtOnce() {
        List<NewSession> wanted = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            wanted.add(wanted(ada, FIREFOX));
        }

        Concurrently.times(20, i -> sessions().open(wanted.get(i), AT_MOST_THREE));

        assertThat(sessions().of(ada.id(), null, 100)).hasSize(3);
    }

    @Test
    void tellsWhetherADeviceIsNewToAUserWhoHasSignedInBefore() {
        Client elsewhere = from("198.51.100.9", "Mozilla/5.0 (Windows NT 10.0) Firefox/141.0");
        Client nearby = from("203.0.200.1", "Mozilla/5.0 (Windows NT 10.0) Firefox/141.0");

        assertThat(isNew(ada, FIREFOX)).as("the very first").isFalse();
        assertThat(isNew(ada, nearby)).as("updated, with another address").isFalse();
        assertThat(isNew(ada, elsewhere)).as("at another place").isTrue();
        assertThat(isNew(ada, elsewhere)).as("there again").isFalse();
        assertThat(isNew(ada, OTHER)).as("another program").isTrue();
        assertThat(isNew(grace, OTHER)).as("somebody else's first").isFalse();
    }

    @Test
    void countsTheNewDevicesOfAnHour() {
        List<Integer> counted = new ArrayList<>();
        for (String program : List.of("a", "b", "c", "b")) {
            counted.add(newDevices(program));
        }
        clock().advance(Duration.ofMinutes(59));
        counted.add(newDevices("d"));
        clock().advance(Duration.ofMinutes(1));
        counted.add(newDevices("e"));

        assertThat(counted).containsExactly(0, 2, 3, 0, 4, 2);
    }

    @Test
    void remembersTheHundredDevicesThatWereUsedLast() {
        newDevices("the-first-of-all");
        for (int i = 0; i < SessionPolicy.MOST_DEVICES - 1; i++) {
            clock().advance(MILLI);
            newDevices("x" + (char) ('a' + i / 26) + (char) ('a' + i % 26));
        }
        clock().advance(MILLI);
        assertThat(newDevices("the-first-of-all")).as("still known").isZero();

        clock().advance(MILLI);
        assertThat(newDevices("one-too-many")).isPositive();
        clock().advance(MILLI);
        assertThat(newDevices("xaa")).as("forgotten for it").isPositive();
    }

    private int newDevices(String program) {
        NewSession wanted = wanted(ada, from("203.0.113.7", program));
        int newDevices = sessions().open(wanted, POLICY).orElseThrow().newDevices();
        sessions().end(wanted.id());
        return newDevices;
    }

    @Test
    void forgetsDevicesThatHaveNotBeenUsedForAYear() {
        isNew(ada, FIREFOX);
        isNew(ada, OTHER);
        clock().advance(Duration.ofDays(200));
        isNew(ada, FIREFOX);
        clock().advance(Duration.ofDays(165));

        while (sessions().purge(POLICY, 2) == 2) {
            clock().advance(Duration.ZERO);
        }

        assertThat(isNew(ada, FIREFOX)).isFalse();
        assertThat(isNew(ada, OTHER)).isTrue();
    }

    @Test
    void forgetsSessionsADayAfterTheyAreOver() {
        Session expired = open(ada);
        clock().advance(Duration.ofDays(6));
        Session ended = open(ada);
        sessions().end(ended.id());
        Session alive = open(ada);
        clock().advance(Duration.ofDays(1).minus(MILLI));
        assertThat(sessions().purge(POLICY, 10)).isZero();

        clock().advance(MILLI);
        assertThat(sessions().purge(POLICY, 10)).isEqualTo(1);
        assertThat(sessions().lock(ended.id())).isEmpty();
        assertThat(sessions().lock(expired.id())).isPresent();

        clock().advance(Duration.ofDays(1));
        assertThat(sessions().purge(POLICY, 10)).isEqualTo(1);
        assertThat(sessions().lock(expired.id())).isEmpty();
        assertThat(sessions().active(alive.id())).isPresent();
    }

    @Test
    void forgetsInBatches() {
        for (int i = 0; i < 5; i++) {
            sessions().end(open(ada).id());
        }
        clock().advance(Duration.ofDays(1));

        assertThat(sessions().purge(POLICY, 3)).isEqualTo(3);
        assertThat(sessions().purge(POLICY, 3)).isEqualTo(2);
        assertThat(sessions().purge(POLICY, 3)).isZero();
    }

    @Test
    void isOfNoUseToASuspendedUser() {
        Session session = open(ada);
        suspend(ada.id());

        assertThat(sessions().active(session.id())).isEmpty();
        assertThat(sessions().rotate(session.id(), 0, CLIENT, POLICY)).isEmpty();
        assertThat(sessions().lock(session.id()).orElseThrow().user().isActive())
                .isFalse();
    }

    @Test
    void rotatesExactlyOnceForManyAtOnce() {
        Session session = open(ada);

        List<Optional<ActiveSession>> answers =
                Concurrently.times(50, i -> sessions().rotate(session.id(), 0, CLIENT, POLICY));

        assertThat(answers).filteredOn(Optional::isPresent).hasSize(1);
        assertThat(sessions().lock(session.id()).orElseThrow().session().generation())
                .isEqualTo(1);
    }

    @Test
    void nothingSurvivesAnEndThatRacesWithRotations() {
        Session session = open(ada);

        Concurrently.times(
                20,
                i -> i == 7
                        ? sessions().end(session.id()).isPresent()
                        : sessions().rotate(session.id(), 0, CLIENT, POLICY).isPresent());

        assertThat(sessions().active(session.id())).isEmpty();
        assertThat(sessions().rotate(session.id(), 1, CLIENT, POLICY)).isEmpty();
    }

    @Test
    void beginsNoneWithoutTheSecondFactorThatItsUserHas() {
        Session before = open(ada);
        demandSecondFactor(ada.id());
        NewSession without = wanted(ada, OTHER);

        assertThat(sessions().open(without, AT_MOST_ONE)).isEmpty();

        assertThat(sessions().lock(without.id())).isEmpty();
        assertThat(sessions().lock(before.id()).orElseThrow().session().endedAt())
                .as("not displaced for nothing")
                .isNull();
        assertThat(sessions().devicesOf(ada.id())).hasSize(1);
        assertThat(sessions().open(wanted(grace, FIREFOX), POLICY)).isPresent();
    }

    @Test
    void beginsOneWithTheSecondFactorThatItsUserHas() {
        demandSecondFactor(ada.id());
        NewSession wanted = wanted(ada, FIREFOX, WITH_CODE);

        Sessions.Opened opened = sessions().open(wanted, POLICY).orElseThrow();

        assertThat(opened.active().session().methods()).isEqualTo(WITH_CODE);
        assertThat(sessions().active(wanted.id())).contains(opened.active());
        assertThat(sessions().rotate(wanted.id(), 0, FIREFOX, POLICY)).isPresent();
    }

    @Test
    void isOfNoUseOnceItsUserHasASecondFactorThatItLacks() {
        Session session = open(ada);
        demandSecondFactor(ada.id());

        assertThat(sessions().active(session.id())).isEmpty();
        assertThat(sessions().rotate(session.id(), 0, CLIENT, POLICY)).isEmpty();
        assertThat(sessions().authenticated(session.id(), WITH_CODE)).isEmpty();
        assertThat(users().credentialsIn(session.id())).isEmpty();
        assertThat(users().proven(ada.id(), HASH, session.id())).isFalse();
        assertThat(sessions().lock(session.id()).orElseThrow().session()).isEqualTo(session);
    }

    @Test
    void isOfUseAgainOnceStrengthenedByWhatItLacks() {
        Session session = open(ada);
        demandSecondFactor(ada.id());
        clock().advance(MILLI);

        assertThat(sessions().strengthen(session.id(), Set.of(AuthenticationMethod.ONE_TIME_PASSWORD)))
                .isTrue();
        assertThat(sessions().active(session.id())).isEmpty();
        assertThat(sessions().strengthen(session.id(), Set.of(AuthenticationMethod.MULTIPLE_FACTORS)))
                .isTrue();

        assertThat(sessions().active(session.id()).orElseThrow().session())
                .isEqualTo(session.authenticated(WITH_CODE, session.authenticatedAt()));
        assertThat(sessions().rotate(session.id(), 0, CLIENT, POLICY)).isPresent();
        assertThat(users().credentialsIn(session.id())).isPresent();
        assertThat(users().proven(ada.id(), HASH, session.id())).isTrue();
    }

    @Test
    void takesDownThatItsUserHasProvenOnceMoreWhoTheyAre() {
        Session session = open(ada);
        Session untouched = open(ada);
        clock().advance(Duration.ofHours(1));

        Optional<ActiveSession> proven = sessions().authenticated(session.id(), WITH_CODE);

        assertThat(proven).map(ActiveSession::session).contains(session.authenticated(WITH_CODE, now()));
        assertThat(sessions().active(session.id())).isEqualTo(proven);
        assertThat(sessions().active(untouched.id()))
                .map(ActiveSession::session)
                .contains(untouched);
    }

    @Test
    void noProofIsTakenDownInASessionThatIsOverOrOfASuspendedUser() {
        Session ended = open(ada);
        sessions().end(ended.id());
        Session ofSuspended = open(grace);
        suspend(grace.id());
        SessionId unknown = new SessionId(UUID.randomUUID());

        for (SessionId useless : List.of(ended.id(), ofSuspended.id(), unknown)) {
            assertThat(sessions().authenticated(useless, WITH_CODE)).isEmpty();
            assertThat(sessions().strengthen(useless, WITH_CODE)).isFalse();
        }
        assertThat(sessions().lock(ended.id()).orElseThrow().session().methods())
                .isEqualTo(ended.methods());
        assertThat(sessions().lock(ofSuspended.id()).orElseThrow().session()).isEqualTo(ofSuspended);
    }

    private Session open(User user) {
        return sessions()
                .open(wanted(user, FIREFOX), POLICY)
                .orElseThrow()
                .active()
                .session();
    }

    private boolean isNew(User user, Client client) {
        return sessions().open(wanted(user, client), POLICY).orElseThrow().newDevices() > 0;
    }

    /** Ids grow as those of real sessions do. */
    private NewSession wanted(User user, Client client) {
        return wanted(user, client, Set.of(AuthenticationMethod.PASSWORD));
    }

    private NewSession wanted(User user, Client client, Set<AuthenticationMethod> methods) {
        UUID id = new UUID(
                0x0198_0000_0000_7000L + sessionsBegun++, UUID.randomUUID().getLeastSignificantBits());
        return new NewSession(new SessionId(id), user.id(), Samples.HASH, methods, client);
    }

    private static SessionPolicy atMost(int sessions) {
        return new SessionPolicy(
                POLICY.accessTokenLifetime(),
                POLICY.idleLifetime(),
                POLICY.maxAge(),
                POLICY.reuseGrace(),
                sessions,
                POLICY.revocationMaxLag());
    }

    private static Client from(String address, String userAgent) {
        return new Client(ClientAddress.of(address), userAgent);
    }

    private Instant now() {
        return clock().instant();
    }
}
