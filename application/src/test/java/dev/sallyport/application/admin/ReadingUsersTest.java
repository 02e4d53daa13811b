package dev.sallyport.application.admin;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.Gate;
import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.admin.Statistics.Counted;
import dev.sallyport.application.admin.Statistics.Counts;
import dev.sallyport.application.admin.Statistics.Day;
import dev.sallyport.application.admin.UserDirectory.Filter;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.SearchText;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Whoever may read users sees all of them, and nobody else sees any. */
class ReadingUsersTest {
    private static final RoleName PARTIAL = new RoleName("partial");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");

    private static final Counted NOTHING = new Counted(new Counts(0, 0, 0, 0, 0, 0, 0, 0), List.of());

    private final Fakes fakes = new Fakes();
    private final Journey journey = new Journey(fakes);
    private final SignedIn ada = journey.signedIn(ADA);
    private final UserId grace =
            journey.signedIn(EmailAddress.of("grace@example.com")).user().id();
    private final ListUsers listUsers = fakes.sallyport().listUsers();
    private final List<LocalDate> counted = new ArrayList<>();

    @Test
    void showsAPageAndWhetherThereAreMore() {
        Actor operator = new Actor.Operator(Optional.empty());

        assertThat(listUsers.handle(new ListUsers.Command(operator, Filter.NONE, null, 1)))
                .isInstanceOfSatisfying(ListUsers.Result.Found.class, page -> {
                    assertThat(page.users()).extracting(User::id).containsExactly(grace);
                    assertThat(page.more()).isTrue();
                });
        assertThat(listUsers.handle(new ListUsers.Command(operator, Filter.NONE, grace, 1)))
                .isInstanceOfSatisfying(ListUsers.Result.Found.class, page -> {
                    assertThat(page.users())
                            .extracting(User::id)
                            .containsExactly(ada.user().id());
                    assertThat(page.more()).isFalse();
                });
    }

    @Test
    void showsThemToWhoeverMayReadUsersAndNothingElse() {
        Actor reader = administratorWith("users:read");

        assertThat(listUsers.handle(new ListUsers.Command(reader, Filter.NONE, null, 20)))
                .isInstanceOf(ListUsers.Result.Found.class);
        assertThat(fakes.sallyport().readUser().handle(new ReadUser.Command(reader, grace)))
                .isInstanceOfSatisfying(
                        ReadUser.Result.Found.class,
                        found -> assertThat(found.user().id()).isEqualTo(grace));
        assertThat(fakes.sallyport().listUserSessions().handle(new ListUserSessions.Command(reader, grace, null, 20)))
                .isInstanceOfSatisfying(
                        ListUserSessions.Result.Found.class,
                        found -> assertThat(found.sessions()).hasSize(1));
    }

    @Test
    void showsNothingToWhoeverMayNot() {
        Actor writer = administratorWith("users:write");
        var forbidden = new AccessRefusal.Forbidden();

        assertThat(listUsers.handle(new ListUsers.Command(writer, Filter.NONE, null, 20)))
                .isEqualTo(new ListUsers.Result.Refused(forbidden));
        assertThat(fakes.sallyport()
                        .readUser()
                        .handle(new ReadUser.Command(writer, ada.user().id())))
                .isEqualTo(new ReadUser.Result.Refused(forbidden));
        assertThat(fakes.sallyport()
                        .listUserSessions()
                        .handle(new ListUserSessions.Command(writer, ada.user().id(), null, 20)))
                .isEqualTo(new ListUserSessions.Result.Refused(forbidden));
        assertThat(fakes.sallyport().readStatistics().handle(new ReadStatistics.Command(writer)))
                .isEqualTo(new ReadStatistics.Result.Refused(forbidden));
    }

    @Test
    void tellsNobodyWhoIsSignedInNowhereFromNobodyAtAll() {
        Actor operator = new Actor.Operator(Optional.empty());
        UserId nobody = new UserId(new UUID(7, 7));
        fakes.sessions().endAll(grace);
        ListUserSessions sessions = fakes.sallyport().listUserSessions();

        assertThat(sessions.handle(new ListUserSessions.Command(operator, grace, null, 20)))
                .isEqualTo(new ListUserSessions.Result.Found(List.of(), false));
        assertThat(sessions.handle(new ListUserSessions.Command(operator, nobody, null, 20)))
                .isEqualTo(new ListUserSessions.Result.Refused(new AccessRefusal.UnknownUser()));
        assertThat(fakes.sallyport().readUser().handle(new ReadUser.Command(operator, nobody)))
                .isEqualTo(new ReadUser.Result.Refused(new AccessRefusal.UnknownUser()));
    }

    @Test
    void countsOnceInHalfAMinuteAndEveryDayThatIsOverOnce() {
        ReadStatistics statistics = counting();

        read(statistics);
        fakes.clock().advance(Duration.ofMillis(29_999));
        assertThat(read(statistics).counts().users()).isEqualTo(1);
        assertThat(counted).containsExactly(TODAY.minusDays(29));

        fakes.clock().advance(Duration.ofMillis(1));
        assertThat(read(statistics).counts().users()).isEqualTo(2);
        assertThat(counted).containsExactly(TODAY.minusDays(29), TODAY.minusDays(1));

        fakes.clock().advance(Duration.ofDays(3));
        ReadStatistics.Result.Found later = read(statistics);
        assertThat(counted).last().isEqualTo(TODAY.minusDays(1));
        assertThat(later.days()).hasSize(30);
        assertThat(later.days().getFirst()).isEqualTo(new Day(TODAY.minusDays(26), 1, 0, 0));
        assertThat(later.days().getLast()).isEqualTo(new Day(TODAY.plusDays(3), 3, 0, 0));

        fakes.clock().advance(Duration.ofDays(90));
        assertThat(read(statistics).days()).extracting(Day::registrations).containsOnly(4L);
    }

    @Test
    void searchesForOnlySoManyAtOnceButShowsAllToEverybody() {
        Actor operator = new Actor.Operator(Optional.empty());
        Gate full = new Gate("user-search", 1, Duration.ZERO);
        ListUsers narrow = new ListUsers(fakes.ports().userDirectory(), full);
        var search = new ListUsers.Command(operator, new Filter(new SearchText("ada"), null, null), null, 20);

        full.pass(() -> {
            assertThatThrownBy(() -> narrow.handle(search))
                    .isInstanceOfSatisfying(
                            ServiceUnavailable.class,
                            busy -> assertThat(busy.dependency()).isEqualTo("user-search"));
            assertThat(narrow.handle(new ListUsers.Command(operator, Filter.NONE, null, 20)))
                    .isInstanceOf(ListUsers.Result.Found.class);
            return true;
        });
        assertThat(narrow.handle(search)).isInstanceOf(ListUsers.Result.Found.class);
    }

    @Test
    void doesNotCountAgainSoonAfterItFailed() {
        var failing = new AtomicBoolean(true);
        ReadStatistics statistics = new ReadStatistics(
                from -> {
                    counted.add(from);
                    if (failing.get()) {
                        throw new ServiceUnavailable("database", Duration.ofSeconds(2), null);
                    }
                    return NOTHING;
                },
                fakes.clock());

        assertThatThrownBy(() -> read(statistics)).isInstanceOf(ServiceUnavailable.class);
        fakes.clock().advance(Duration.ofMillis(9_999));
        assertThatThrownBy(() -> read(statistics))
                .isInstanceOfSatisfying(
                        ServiceUnavailable.class,
                        later -> assertThat(later.retryAfter()).isEqualTo(Duration.ofMillis(1)));
        assertThat(counted).hasSize(1);

        failing.set(false);
        fakes.clock().advance(Duration.ofMillis(1));
        Instant succeeded = read(statistics).asOf();
        failing.set(true);
        fakes.clock().advance(Duration.ofSeconds(30));
        assertThat(read(statistics).asOf()).isEqualTo(succeeded);
        assertThat(read(statistics).asOf()).isEqualTo(succeeded);
        assertThat(counted).hasSize(3);
    }

    @Test
    void showsTheFiguresBeforeToWhoeverComesWhileSomebodyCounts() {
        var counting = new AtomicReference<Runnable>(() -> {});
        ReadStatistics statistics = new ReadStatistics(
                from -> {
                    counted.add(from);
                    counting.get().run();
                    return NOTHING;
                },
                fakes.clock(),
                Duration.ZERO);

        counting.set(() -> assertThatThrownBy(() -> read(statistics)).isInstanceOf(ServiceUnavailable.class));
        Instant first = read(statistics).asOf();
        fakes.clock().advance(Duration.ofSeconds(30));
        counting.set(() -> assertThat(read(statistics).asOf()).isEqualTo(first));

        assertThat(read(statistics).asOf()).isEqualTo(first.plusSeconds(30));
        assertThat(counted).hasSize(2);
    }

    /** On every day as many accounts came into being as it has been counted so far. */
    private ReadStatistics counting() {
        return new ReadStatistics(
                from -> {
                    counted.add(from);
                    int times = counted.size();
                    return new Counted(
                            new Counts(times, 0, 0, 0, 0, 0, 0, 0),
                            from.datesUntil(TODAY.plusDays(200))
                                    .map(day -> new Day(day, times, 0, 0))
                                    .toList());
                },
                fakes.clock());
    }

    private static ReadStatistics.Result.Found read(ReadStatistics statistics) {
        return (ReadStatistics.Result.Found)
                statistics.handle(new ReadStatistics.Command(new Actor.Operator(Optional.empty())));
    }

    private Actor administratorWith(String permission) {
        fakes.roles().add(PARTIAL, RoleDescription.NONE, fakes.clock().instant());
        fakes.roles().allow(PARTIAL, new Permission(permission));
        fakes.users().changeRoles(ada.user().id(), Set.of(PARTIAL));
        fakes.followRevocations();
        SignedIn signedIn = ((SignIn.Result.Succeeded) journey.signIn(ADA, PASSWORD)).signedIn();
        return new Actor.Administrator(journey.caller(signedIn), CLIENT, Optional.empty());
    }
}
