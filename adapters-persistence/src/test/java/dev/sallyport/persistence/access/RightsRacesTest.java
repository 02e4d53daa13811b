package dev.sallyport.persistence.access;

import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.AllowPermission;
import dev.sallyport.application.access.DeleteRole;
import dev.sallyport.application.access.GrantRole;
import dev.sallyport.application.access.TakeRole;
import dev.sallyport.application.account.DeleteAccount;
import dev.sallyport.application.admin.CreateAdministrator;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.session.VerifiedAccessToken;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.PersistentSallyport;
import dev.sallyport.persistence.testing.Sql;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Administrators who act on one another at the same moment, and on the same roles. */
class RightsRacesTest {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final int MANY = 20;
    private static final RoleName SALES = new RoleName("sales");

    private final Fakes fakes = new Fakes();
    private final Sallyport sallyport = PersistentSallyport.on(postgres.database(), fakes);

    /** Everybody takes the role from whoever comes next, so each is taken from by somebody who is. */
    @Test
    @Timeout(60)
    void ofTwentyWhoMakeEachOtherAdministratorsNoMoreOneStays() {
        List<VerifiedAccessToken> administrators = administrators();

        List<TakeRole.Result> answers =
                Concurrently.times(MANY, i -> take(administrators.get(i), administrators.get((i + 1) % MANY)));

        assertThat(left()).isNotEmpty();
        assertThat(answers).filteredOn(new TakeRole.Result.Taken()::equals).hasSize(MANY - left().size());
        assertOnlyAdministratorsActed(answers);
    }

    @Test
    @Timeout(60)
    void ofTwentyWhoTakeItFromThemselvesOneStays() {
        List<VerifiedAccessToken> administrators = administrators();

        List<TakeRole.Result> answers =
                Concurrently.times(MANY, i -> take(administrators.get(i), administrators.get(i)));

        assertThat(left()).hasSize(1);
        assertThat(answers)
                .filteredOn(new TakeRole.Result.Refused(new AccessRefusal.LastAdministrator())::equals)
                .hasSize(1);
    }

    @Test
    @Timeout(60)
    void ofTwentyWhoLeaveInEitherWayOneStays() {
        List<VerifiedAccessToken> administrators = administrators();

        Concurrently.times(MANY, i -> {
            VerifiedAccessToken caller = administrators.get(i);
            return i % 2 == 0
                    ? take(caller, caller)
                    : sallyport
                            .deleteAccount()
                            .handle(new DeleteAccount.Command(caller, Evidence.of(PASSWORD), CLIENT));
        });

        assertThat(left()).hasSize(1);
    }

    @Test
    @Timeout(60)
    void aRoleIsNotRemovedWhileTwentyGiveItAndFillIt() {
        List<VerifiedAccessToken> administrators = administrators();
        postgres.database()
                .roles()
                .add(SALES, RoleDescription.NONE, fakes.clock().instant());

        List<Object> answers = Concurrently.times(MANY, i -> {
            VerifiedAccessToken caller = administrators.get(i);
            return switch (i % 3) {
                case 0 -> sallyport.deleteRole().handle(new DeleteRole.Command(SALES, role -> true, by(caller)));
                case 1 ->
                    sallyport
                            .grantRole()
                            .handle(new GrantRole.Command(caller.claims().userId(), SALES, by(caller)));
                default ->
                    sallyport
                            .allowPermission()
                            .handle(new AllowPermission.Command(SALES, new Permission("a:b" + i), by(caller)));
            };
        });

        boolean deleted = answers.contains(new DeleteRole.Result.Deleted());
        boolean granted = answers.contains(new GrantRole.Result.Granted());
        assertThat(deleted).isNotEqualTo(granted);
        assertThat(postgres.database().roles().find(SALES).isPresent()).isEqualTo(granted);
    }

    /** Nobody who had lost the role before. */
    private static void assertOnlyAdministratorsActed(List<TakeRole.Result> answers) {
        assertThat(answers)
                .allMatch(answer -> answer.equals(new TakeRole.Result.Taken())
                        || answer.equals(new TakeRole.Result.Refused(new AccessRefusal.Forbidden()))
                        || answer.equals(new TakeRole.Result.Refused(new AccessRefusal.LastAdministrator())));
    }

    private TakeRole.Result take(VerifiedAccessToken caller, VerifiedAccessToken from) {
        return sallyport
                .takeRole()
                .handle(new TakeRole.Command(from.claims().userId(), BuiltInRoles.ADMIN, by(caller)));
    }

    private List<VerifiedAccessToken> administrators() {
        return IntStream.range(0, MANY)
                .mapToObj(i -> administrator(EmailAddress.of("admin" + i + "@example.com")))
                .toList();
    }

    private VerifiedAccessToken administrator(EmailAddress email) {
        sallyport.createAdministrator().handle(new CreateAdministrator.Command(email, PASSWORD, null, ENGLISH));
        var result = (SignIn.Result.Succeeded) sallyport.signIn().handle(new SignIn.Command(email, PASSWORD, CLIENT));
        return fakes.ports()
                .accessTokens()
                .verify(result.signedIn().accessToken())
                .orElseThrow();
    }

    private static List<String> left() {
        return Sql.column(postgres.settings(), "SELECT user_id FROM user_roles WHERE role = 'admin'");
    }

    private static Actor by(VerifiedAccessToken caller) {
        return new Actor.Administrator(caller, CLIENT, Optional.empty());
    }
}
