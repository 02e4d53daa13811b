package dev.sallyport.application.admin;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

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
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Whoever may read users sees all of them, and nobody else sees any. */
class ReadingUsersTest {
    private static final RoleName PARTIAL = new RoleName("partial");
    private static final LocalDate TODAY = LocalDate.parse("2026-03-01");

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
