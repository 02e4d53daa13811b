package dev.sallyport.application.access;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.session.FollowRevocations;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.access.RolesEdition;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.audit.StatedReason;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy.Requirement;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Roles are changed by those who may, and what they allow is so within a moment. */
class AccessTest {
    private static final EmailAddress GRACE = EmailAddress.of("grace@example.com");
    private static final RoleName SALES = new RoleName("sales");
    private static final RoleDescription SELLS = new RoleDescription("Sells.");
    private static final Permission ORDERS = new Permission("orders:read");
    private static final Permission WRITE_USERS = new Permission("users:write");
    private static final Duration BLINK = Duration.ofMillis(1);

    private final Fakes fakes = new Fakes();
    private final Sallyport sallyport = fakes.sallyport();
    private final Journey journey = new Journey(fakes);
    private final UserId ada = journey.signedIn(ADA).user().id();
    private final UserId grace = journey.signedIn(GRACE).user().id();

    @Test
    void administratorsMakeARoleFillItAndGiveIt() {
        VerifiedAccessToken admin = administrator();

        assertThat(create(admin, SALES)).isInstanceOf(CreateRole.Result.Created.class);
        assertThat(allow(admin, SALES, ORDERS)).isEqualTo(new AllowPermission.Result.Allowed());
        assertThat(grant(admin, grace, SALES)).isEqualTo(new GrantRole.Result.Granted());

        assertThat(caller(GRACE).claims().permissions()).containsExactly(ORDERS);
        assertThat(events())
                .containsExactly(
                        new AuditEvent.RoleCreated(SALES, SELLS, new Author.Person(ada)),
                        new AuditEvent.RolePermissionAllowed(SALES, ORDERS, new Author.Person(ada)),
                        new AuditEvent.RoleGranted(grace, SALES, new Author.Person(ada)));
    }

    @Test
    void aRoleIsMadeWithWhatItAllows() {
        VerifiedAccessToken admin = administrator();

        assertThat(create(admin, ORDERS, WRITE_USERS))
                .isInstanceOfSatisfying(
                        CreateRole.Result.Created.class,
                        created -> assertThat(created.role())
                                .isEqualTo(fakes.roles().find(SALES).orElseThrow())
                                .returns(Set.of(ORDERS, WRITE_USERS), Role::permissions));
        assertThat(events())
                .containsExactly(
                        new AuditEvent.RoleCreated(SALES, SELLS, new Author.Person(ada)),
                        new AuditEvent.RolePermissionAllowed(SALES, ORDERS, new Author.Person(ada)),
                        new AuditEvent.RolePermissionAllowed(SALES, WRITE_USERS, new Author.Person(ada)));
    }

    @Test
    void aRoleIsMadeWithNothingThatItsMakerMayNotGive() {
        VerifiedAccessToken partial = partial("roles:write");
        fakes.roles().remove(SALES);

        assertThat(create(partial, Delegation.WRITE_ROLES, ORDERS))
                .isEqualTo(new CreateRole.Result.Refused(forbidden()));
        assertThat(fakes.roles().find(SALES)).isEmpty();
        fakes.clock().advance(Duration.ofMinutes(5));
        assertThat(create(partial, Delegation.WRITE_ROLES))
                .isEqualTo(
                        new CreateRole.Result.Refused(new AccessRefusal.NotProven(new Refusal.ProofRequired(false))));
        assertThat(create(partial, SALES))
                .as("empty")
                .isEqualTo(
                        new CreateRole.Result.Refused(new AccessRefusal.NotProven(new Refusal.ProofRequired(false))));
    }

    @Test
    void whoeverRunsTheInstallationMayDoEverythingButTakeTheLastAdministrator() {
        Actor operator = new Actor.Operator(Optional.of(new StatedReason("First one")));

        assertThat(sallyport.grantRole().handle(new GrantRole.Command(ada, BuiltInRoles.ADMIN, operator)))
                .isEqualTo(new GrantRole.Result.Granted());
        assertThat(sallyport.takeRole().handle(new TakeRole.Command(ada, BuiltInRoles.ADMIN, operator)))
                .isEqualTo(new TakeRole.Result.Refused(new AccessRefusal.LastAdministrator()));
        assertThat(sallyport.grantRole().handle(new GrantRole.Command(new UserId(UUID.randomUUID()), SALES, operator)))
                .isEqualTo(new GrantRole.Result.Refused(new AccessRefusal.UnknownUser()));

        assertThat(events())
                .containsExactly(new AuditEvent.RoleGranted(ada, BuiltInRoles.ADMIN, new Author.Operator()));
        assertThat(fakes.auditTrail().entries().getLast().reason()).contains(new StatedReason("First one"));
    }

    @Test
    void whatChangesNothingIsNotAudited() {
        VerifiedAccessToken admin = administrator();
        create(admin, SALES);
        allow(admin, SALES, ORDERS);
        grant(admin, grace, SALES);
        int before = events().size();

        assertThat(allow(admin, SALES, ORDERS)).isEqualTo(new AllowPermission.Result.Allowed());
        assertThat(grant(admin, grace, SALES)).isEqualTo(new GrantRole.Result.Granted());
        assertThat(take(admin, ada, SALES)).isEqualTo(new TakeRole.Result.Taken());
        assertThat(revoke(admin, SALES, new Permission("orders:write")))
                .isEqualTo(new RevokePermission.Result.Revoked());
        assertThat(change(admin, SELLS)).isInstanceOf(ChangeRole.Result.Changed.class);

        assertThat(events()).hasSize(before);
    }

    @Test
    void whatIsTakenBackIsAuditedWithWhatWasSoBefore() {
        VerifiedAccessToken admin = administrator();
        create(admin, SALES);
        allow(admin, SALES, ORDERS);
        grant(admin, grace, SALES);
        RoleDescription buys = new RoleDescription("Buys.");

        change(admin, buys);
        assertThat(delete(admin)).isEqualTo(new DeleteRole.Result.Refused(new AccessRefusal.InUse()));
        assertThat(take(admin, grace, SALES)).isEqualTo(new TakeRole.Result.Taken());
        assertThat(delete(admin)).isEqualTo(new DeleteRole.Result.Deleted());
        assertThat(revoke(admin, BuiltInRoles.USER, ORDERS)).isEqualTo(new RevokePermission.Result.Revoked());

        assertThat(events().subList(3, events().size()))
                .containsExactly(
                        new AuditEvent.RoleChanged(SALES, SELLS, buys, new Author.Person(ada)),
                        new AuditEvent.RoleTaken(grace, SALES, new Author.Person(ada)),
                        new AuditEvent.RoleDeleted(SALES, buys, Set.of(ORDERS), new Author.Person(ada)));
    }

    @Test
    void tokensAreWorthWhatTheirRolesAllowAMomentAfterThatChanged() {
        VerifiedAccessToken admin = administrator();
        create(admin, SALES);
        grant(admin, grace, SALES);
        SignedIn graces = signedIn(GRACE);
        assertThat(permissions(graces)).isEmpty();

        allow(admin, SALES, ORDERS);
        fakes.followRevocations();
        assertThat(permissions(graces)).containsExactly(ORDERS);

        revoke(admin, SALES, ORDERS);
        fakes.followRevocations();
        assertThat(permissions(graces)).isEmpty();
    }

    @Test
    void administratorsMayAlsoDoWhatAnApplicationHasJustThoughtOf() {
        VerifiedAccessToken admin = administrator();
        create(admin, SALES);
        allow(admin, SALES, ORDERS);
        fakes.followRevocations();

        assertThat(caller(ADA).claims().permissions()).hasSize(8).contains(ORDERS);
    }

    @Test
    void nobodyIsLetInBeforeItIsKnownWhatRolesAllow() {
        Sallyport justStarted = new Sallyport(fakes.ports(), Fakes.POLICIES);
        SignedIn adas = signedIn(ADA);

        assertThatThrownBy(() -> justStarted.authenticate().handle(new Authenticate.Command(adas.accessToken())))
                .isInstanceOf(ServiceUnavailable.class);
        assertThatThrownBy(() -> new RoleDefinitions(fakes.roles()).permissionsOf(Set.of(BuiltInRoles.USER)))
                .isInstanceOf(ServiceUnavailable.class);

        justStarted.followRevocations().handle(new FollowRevocations.Command(Duration.ZERO));
        assertThat(justStarted.authenticate().handle(new Authenticate.Command(adas.accessToken())))
                .isInstanceOf(Authenticate.Result.Authenticated.class);
    }

    /** As whoever restores a database without its triggers does. */
    @Test
    void whatChangedWithoutMakingAnotherEditionIsKnownAMinuteLater() {
        create(administrator(), ORDERS);
        Instant now = fakes.clock().instant();
        RolesEdition edition = fakes.roles().definitions().edition();
        var definitions = new RoleDefinitions(fakes.roles());
        definitions.follow(edition, now);

        // The same edition as before is told from here on, although it is another.
        fakes.roles().revoke(SALES, ORDERS);
        definitions.follow(edition, now.plusSeconds(59));
        assertThat(definitions.permissionsOf(Set.of(SALES))).containsExactly(ORDERS);

        definitions.follow(edition, now.plusSeconds(60));
        assertThat(definitions.permissionsOf(Set.of(SALES))).isEmpty();
    }

    @Test
    void nobodyGivesWhatTheyDoNotHold() {
        VerifiedAccessToken partial = partial("users:write roles:read roles:write");

        assertThat(allow(partial, SALES, ORDERS)).isEqualTo(new AllowPermission.Result.Refused(forbidden()));
        assertThat(revoke(partial, BuiltInRoles.ADMIN, new Permission("audit:read")))
                .isEqualTo(new RevokePermission.Result.Refused(forbidden()));
        assertThat(grant(partial, ada, BuiltInRoles.ADMIN)).isEqualTo(new GrantRole.Result.Refused(forbidden()));
        assertThat(grant(partial, grace, BuiltInRoles.ADMIN)).isEqualTo(new GrantRole.Result.Refused(forbidden()));

        fakes.users().changeRoles(ada, Set.of(BuiltInRoles.ADMIN));
        assertThat(take(partial, ada, BuiltInRoles.ADMIN)).isEqualTo(new TakeRole.Result.Refused(forbidden()));
        assertThat(grant(partial, ada, SALES)).isEqualTo(new GrantRole.Result.Refused(forbidden()));
        assertThat(allow(partial, BuiltInRoles.USER, WRITE_USERS))
                .as("not for everybody")
                .isEqualTo(new AllowPermission.Result.Refused(new AccessRefusal.BuiltIn()));
        assertThat(allow(partial, SALES, WRITE_USERS)).isEqualTo(new AllowPermission.Result.Allowed());
        fakes.roles().allow(SALES, ORDERS);
        assertThat(allow(partial, SALES, new Permission("roles:read")))
                .as("nor to those who may do more")
                .isEqualTo(new AllowPermission.Result.Refused(forbidden()));
        assertThat(revoke(partial, SALES, WRITE_USERS)).isEqualTo(new RevokePermission.Result.Refused(forbidden()));
    }

    @Test
    void whatTheStoreSaysOfTheCallerCountsNotTheTokenAlone() {
        VerifiedAccessToken admin = administrator();
        create(admin, SALES);
        fakes.users().changeRoles(ada, Set.of(BuiltInRoles.USER));

        assertThat(create(admin, new RoleName("other"))).isEqualTo(new CreateRole.Result.Refused(forbidden()));
        assertThat(change(admin, RoleDescription.NONE)).isEqualTo(new ChangeRole.Result.Refused(forbidden()));
        assertThat(delete(admin)).isEqualTo(new DeleteRole.Result.Refused(forbidden()));
        assertThat(allow(admin, SALES, ORDERS)).isEqualTo(new AllowPermission.Result.Refused(forbidden()));
        assertThat(revoke(admin, SALES, ORDERS)).isEqualTo(new RevokePermission.Result.Refused(forbidden()));
        assertThat(grant(admin, grace, SALES)).isEqualTo(new GrantRole.Result.Refused(forbidden()));
        assertThat(take(admin, grace, SALES)).isEqualTo(new TakeRole.Result.Refused(forbidden()));
    }

    @Test
    void whoeverGivesRightsOrTakesThemHasProvenAMomentAgoWhoTheyAre() {
        VerifiedAccessToken admin = administrator();
        create(admin, SALES);
        fakes.clock().advance(Duration.ofMinutes(5));
        AccessRefusal asked = new AccessRefusal.NotProven(new Refusal.ProofRequired(false));

        assertThat(allow(admin, SALES, ORDERS)).isEqualTo(new AllowPermission.Result.Refused(asked));
        assertThat(grant(admin, grace, SALES)).isEqualTo(new GrantRole.Result.Refused(asked));
        assertThat(take(admin, grace, BuiltInRoles.USER)).isEqualTo(new TakeRole.Result.Refused(asked));
        assertThat(revoke(admin, SALES, ORDERS)).isEqualTo(new RevokePermission.Result.Refused(asked));
        assertThat(delete(admin)).isEqualTo(new DeleteRole.Result.Refused(asked));
        assertThat(change(admin, RoleDescription.NONE))
                .as("which gives nobody anything")
                .isInstanceOf(ChangeRole.Result.Changed.class);
    }

    @Test
    void nobodyActsInASessionThatIsOver() {
        VerifiedAccessToken admin = administrator();
        fakes.sessions().end(admin.claims().sessionId());
        AccessRefusal signedOut = new AccessRefusal.NotProven(new Refusal.SignedOut());

        assertThat(create(admin, SALES)).isEqualTo(new CreateRole.Result.Refused(signedOut));
        assertThat(grant(admin, grace, SALES)).isEqualTo(new GrantRole.Result.Refused(signedOut));
    }

    @Test
    void theLastAdministratorStays() {
        VerifiedAccessToken admin = administrator();

        assertThat(take(admin, ada, BuiltInRoles.ADMIN))
                .isEqualTo(new TakeRole.Result.Refused(new AccessRefusal.LastAdministrator()));

        grant(admin, grace, BuiltInRoles.ADMIN);
        assertThat(take(admin, ada, BuiltInRoles.ADMIN)).isEqualTo(new TakeRole.Result.Taken());
    }

    @Test
    void whatEveryInstallationHasStays() {
        VerifiedAccessToken admin = administrator();
        AccessRefusal builtIn = new AccessRefusal.BuiltIn();

        for (RoleName name : BuiltInRoles.all()) {
            assertThat(sallyport.deleteRole().handle(new DeleteRole.Command(name, role -> true, by(admin))))
                    .isEqualTo(new DeleteRole.Result.Refused(builtIn));
        }
        assertThat(revoke(admin, BuiltInRoles.ADMIN, WRITE_USERS))
                .isEqualTo(new RevokePermission.Result.Refused(builtIn));
        assertThat(create(admin, BuiltInRoles.USER))
                .isEqualTo(new CreateRole.Result.Refused(new AccessRefusal.NameTaken()));
    }

    @Test
    void thereAreNoMoreRolesThanEveryInstanceCanRemember() {
        VerifiedAccessToken admin = administrator();
        int left = Role.MOST - BuiltInRoles.all().size();
        for (int i = 0; i < left - 1; i++) {
            fakes.roles().add(new RoleName("role-" + i), SELLS, fakes.clock().instant());
        }

        assertThat(create(admin, SALES)).isInstanceOf(CreateRole.Result.Created.class);
        assertThat(create(admin, new RoleName("one-more")))
                .isEqualTo(new CreateRole.Result.Refused(new AccessRefusal.LimitReached()));
        assertThat(create(admin, SALES))
                .as("that is there")
                .isEqualTo(new CreateRole.Result.Refused(new AccessRefusal.NameTaken()));
    }

    @Test
    void noRoleAllowsMoreThanEveryInstanceCanRemember() {
        VerifiedAccessToken admin = administrator();
        create(admin, SALES);
        fakes.roles().allow(SALES, Set.of(manyPermissions(Role.MOST_PERMISSIONS - 1)));

        assertThat(allow(admin, SALES, ORDERS)).isEqualTo(new AllowPermission.Result.Allowed());
        assertThat(allow(admin, SALES, new Permission("orders:write")))
                .isEqualTo(new AllowPermission.Result.Refused(new AccessRefusal.LimitReached()));
        assertThat(create(admin, manyPermissions(Role.MOST_PERMISSIONS + 1)))
                .isEqualTo(new CreateRole.Result.Refused(new AccessRefusal.LimitReached()));
        assertThat(allow(admin, SALES, ORDERS)).as("it does").isEqualTo(new AllowPermission.Result.Allowed());
        assertThat(allow(admin, BuiltInRoles.ADMIN, new Permission("orders:write")))
                .as("what others allow does not count")
                .isEqualTo(new AllowPermission.Result.Allowed());
    }

    @Test
    void whatIsNotWhatTheCallerTakesItForIsLeftAlone() {
        VerifiedAccessToken admin = administrator();
        create(admin, SALES);

        assertThat(sallyport
                        .changeRole()
                        .handle(new ChangeRole.Command(SALES, RoleDescription.NONE, role -> false, by(admin))))
                .isEqualTo(new ChangeRole.Result.Refused(new AccessRefusal.ChangedMeanwhile()));
        assertThat(sallyport.deleteRole().handle(new DeleteRole.Command(SALES, role -> false, by(admin))))
                .isEqualTo(new DeleteRole.Result.Refused(new AccessRefusal.ChangedMeanwhile()));

        assertThat(fakes.roles().find(SALES).orElseThrow().description()).isEqualTo(SELLS);
    }

    @Test
    void nobodyUnknownAndNoUnknownRoleIsGivenOrTaken() {
        VerifiedAccessToken admin = administrator();
        UserId nobody = new UserId(UUID.randomUUID());

        assertThat(grant(admin, nobody, BuiltInRoles.USER))
                .isEqualTo(new GrantRole.Result.Refused(new AccessRefusal.UnknownUser()));
        assertThat(take(admin, nobody, BuiltInRoles.USER))
                .isEqualTo(new TakeRole.Result.Refused(new AccessRefusal.UnknownUser()));
        assertThat(grant(admin, grace, SALES)).isEqualTo(new GrantRole.Result.Refused(new AccessRefusal.UnknownRole()));
        assertThat(take(admin, grace, SALES)).isEqualTo(new TakeRole.Result.Refused(new AccessRefusal.UnknownRole()));
        assertThat(allow(admin, SALES, ORDERS))
                .isEqualTo(new AllowPermission.Result.Refused(new AccessRefusal.UnknownRole()));
        assertThat(delete(admin)).isEqualTo(new DeleteRole.Result.Refused(new AccessRefusal.UnknownRole()));
        assertThat(change(admin, SELLS)).isEqualTo(new ChangeRole.Result.Refused(new AccessRefusal.UnknownRole()));
    }

    @Test
    void rolesAndPermissionsAreShownToThoseWhoMaySeeThem() {
        VerifiedAccessToken reader = partial("roles:read");
        VerifiedAccessToken other = partial("users:read");

        var found = (ListRoles.Result.Found) sallyport.listRoles().handle(new ListRoles.Command(by(reader), null, 2));
        assertThat(found.roles()).extracting(Role::name).containsExactly(BuiltInRoles.ADMIN, new RoleName("partial"));
        assertThat(found.more()).isTrue();
        assertThat(sallyport.listPermissions().handle(new ListPermissions.Command(reader, null, 7)))
                .isInstanceOfSatisfying(
                        ListPermissions.Result.Found.class,
                        page -> assertThat(page.more()).isFalse());
        assertThat(sallyport.readRole().handle(new ReadRole.Command(by(reader), BuiltInRoles.USER)))
                .isInstanceOf(ReadRole.Result.Found.class);

        assertThat(sallyport.listRoles().handle(new ListRoles.Command(by(other), null, 2)))
                .isEqualTo(new ListRoles.Result.Refused(forbidden()));
        assertThat(sallyport.listPermissions().handle(new ListPermissions.Command(other, null, 2)))
                .isEqualTo(new ListPermissions.Result.Refused(forbidden()));
        assertThat(sallyport.readRole().handle(new ReadRole.Command(by(other), BuiltInRoles.USER)))
                .isEqualTo(new ReadRole.Result.Refused(forbidden()));
    }

    /** Their token was made when their role did not allow any of it. */
    @Test
    void whoeverComesToAdministerMustHaveASecondFactorAtOnceWhereThatIsRequired() {
        Fakes strict = new Fakes(Fakes.requiring(Requirement.REQUIRED_FOR_ADMINS));
        SignedIn graces = new Journey(strict).signedIn(GRACE);
        var command = new Authenticate.Command(graces.accessToken());
        assertThat(strict.sallyport().authenticate().handle(command))
                .isInstanceOf(Authenticate.Result.Authenticated.class);

        strict.roles().allow(BuiltInRoles.USER, WRITE_USERS);
        strict.followRevocations();

        assertThat(strict.sallyport().authenticate().handle(command)).isInstanceOf(Authenticate.Result.MustEnrol.class);
        strict.roles().revoke(BuiltInRoles.USER, WRITE_USERS);
        strict.roles().allow(BuiltInRoles.USER, ORDERS);
        strict.followRevocations();
        assertThat(strict.sallyport().authenticate().handle(command))
                .as("what applications make of it is their business")
                .isInstanceOf(Authenticate.Result.Authenticated.class);
    }

    private static Permission[] manyPermissions(int many) {
        return IntStream.range(0, many)
                .mapToObj(i -> new Permission("orders:do-" + i))
                .toArray(Permission[]::new);
    }

    private static AccessRefusal forbidden() {
        return new AccessRefusal.Forbidden();
    }

    private VerifiedAccessToken administrator() {
        fakes.users().changeRoles(ada, Set.of(BuiltInRoles.USER, BuiltInRoles.ADMIN));
        return caller(ADA);
    }

    /** Grace, by a role that allows just that; there is also one that nobody has. */
    private VerifiedAccessToken partial(String permissions) {
        RoleName name = new RoleName("partial");
        fakes.roles().remove(name);
        fakes.roles().add(name, RoleDescription.NONE, fakes.clock().instant());
        fakes.roles().permissions(null, 100).forEach(any -> fakes.roles().revoke(name, any));
        Arrays.stream(permissions.split(" ", -1)).forEach(one -> fakes.roles().allow(name, new Permission(one)));
        if (fakes.roles().find(SALES).isEmpty() && permissions.contains("write")) {
            fakes.roles().add(SALES, SELLS, fakes.clock().instant());
        }
        fakes.users().changeRoles(grace, Set.of(name));
        return caller(GRACE);
    }

    private SignedIn signedIn(EmailAddress email) {
        return ((SignIn.Result.Succeeded) journey.signIn(email, PASSWORD)).signedIn();
    }

    /** Signs in, and is let in. */
    private VerifiedAccessToken caller(EmailAddress email) {
        fakes.clock().advance(BLINK);
        return authenticated(signedIn(email));
    }

    private VerifiedAccessToken authenticated(SignedIn signedIn) {
        var command = new Authenticate.Command(signedIn.accessToken());
        return ((Authenticate.Result.Authenticated) sallyport.authenticate().handle(command)).caller();
    }

    private Set<Permission> permissions(SignedIn signedIn) {
        return authenticated(signedIn).claims().permissions();
    }

    private List<AuditEvent> events() {
        return fakes.auditTrail().events().stream()
                .filter(event -> event.type().startsWith("role."))
                .toList();
    }

    private CreateRole.Result create(VerifiedAccessToken caller, RoleName name) {
        return sallyport.createRole().handle(new CreateRole.Command(name, SELLS, Set.of(), by(caller)));
    }

    private CreateRole.Result create(VerifiedAccessToken caller, Permission... permissions) {
        return sallyport.createRole().handle(new CreateRole.Command(SALES, SELLS, Set.of(permissions), by(caller)));
    }

    private ChangeRole.Result change(VerifiedAccessToken caller, RoleDescription description) {
        return sallyport.changeRole().handle(new ChangeRole.Command(SALES, description, role -> true, by(caller)));
    }

    private DeleteRole.Result delete(VerifiedAccessToken caller) {
        return sallyport.deleteRole().handle(new DeleteRole.Command(SALES, role -> true, by(caller)));
    }

    private AllowPermission.Result allow(VerifiedAccessToken caller, RoleName role, Permission permission) {
        return sallyport.allowPermission().handle(new AllowPermission.Command(role, permission, by(caller)));
    }

    private RevokePermission.Result revoke(VerifiedAccessToken caller, RoleName role, Permission permission) {
        return sallyport.revokePermission().handle(new RevokePermission.Command(role, permission, by(caller)));
    }

    private GrantRole.Result grant(VerifiedAccessToken caller, UserId user, RoleName role) {
        return sallyport.grantRole().handle(new GrantRole.Command(user, role, by(caller)));
    }

    private TakeRole.Result take(VerifiedAccessToken caller, UserId user, RoleName role) {
        return sallyport.takeRole().handle(new TakeRole.Command(user, role, by(caller)));
    }

    private static Actor by(VerifiedAccessToken caller) {
        return new Actor.Administrator(caller, CLIENT, Optional.empty());
    }
}
