package dev.sallyport.application.invitation;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Authenticate;
import dev.sallyport.application.account.DeleteAccount;
import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.application.registration.ResendVerification;
import dev.sallyport.application.registration.VerifyEmail;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.Reauthentication.Evidence;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.AccountCreated.Origin;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.invitation.Invitation;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.registration.Admission;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy.Requirement;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.MailedCode;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Nobody has an account by an invitation but who holds the mailbox, nor more by it than its sender can give. */
class InvitationTest {
    private static final EmailAddress GRACE = EmailAddress.of("grace@example.com");
    private static final RoleName SALES = new RoleName("sales");
    private static final RoleName HELPDESK = new RoleName("helpdesk");
    private static final Permission ORDERS = new Permission("orders:read");
    private static final Actor.Operator OPERATOR = new Actor.Operator(Optional.empty());

    private Fakes fakes = new Fakes();
    private Journey journey = new Journey(fakes);

    @Test
    void makesAnAccountOfWhoeverFollowsTheLinkAndNotBefore() {
        makeRole(SALES, ORDERS);
        Actor admin = admin();
        Invitation invited = invited(invite(admin, SALES));
        assertThat(journey.signIn(GRACE, PASSWORD)).isEqualTo(new SignIn.Result.InvalidCredentials());

        User grace = accepted(accept()).user();

        assertThat(grace)
                .returns(invited.account(), User::id)
                .returns(GRACE, User::email)
                .returns(new DisplayName("Grace"), User::displayName)
                .returns(Set.of(BuiltInRoles.USER, SALES), User::roles)
                .returns(Set.of(ORDERS), User::permissions);
        assertThat(journey.signIn(GRACE, PASSWORD)).isInstanceOf(SignIn.Result.Succeeded.class);
        assertThat(events())
                .containsSubsequence(
                        new AuditEvent.UserInvited(grace.id(), Set.of(SALES), new Author.Person(idOf(ADA))),
                        new AuditEvent.AccountCreated(grace.id(), Origin.INVITATION, Optional.empty()));
        assertThat(accept()).as("once more").isEqualTo(new AcceptInvitation.Result.InvalidLink());
    }

    @Test
    void letsWhoeverAcceptsSayHowTheyAreCalled() {
        invite(admin());

        User grace = accepted(fakes.sallyport()
                        .acceptInvitation()
                        .handle(new AcceptInvitation.Command(
                                link(), PASSWORD, new DisplayName("Amazing"), LanguageTag.of("fr"), CLIENT)))
                .user();

        assertThat(grace.displayName()).isEqualTo(new DisplayName("Amazing"));
        assertThat(grace.locale()).isEqualTo(LanguageTag.of("fr"));
    }

    @Test
    void asksForAGoodPasswordAndWaitsForIt() {
        invite(admin());

        assertThat(accept(Password.of("short")))
                .isEqualTo(new AcceptInvitation.Result.PasswordRefused(Set.of(PasswordPolicy.Refusal.TOO_SHORT)));
        assertThat(accept()).isInstanceOf(AcceptInvitation.Result.Accepted.class);
    }

    @Test
    void isVoidOnceAnotherIsSentOrItIsCalledOffOrHasExpired() {
        Actor admin = admin();
        invite(admin);
        LinkToken first = link();
        Invitation second = invited(invite(admin));
        assertThat(accept(first)).isEqualTo(new AcceptInvitation.Result.InvalidLink());

        assertThat(withdraw(second, admin)).isEqualTo(new WithdrawInvitation.Result.Withdrawn());
        assertThat(accept()).isEqualTo(new AcceptInvitation.Result.InvalidLink());
        assertThat(withdraw(second, admin)).isEqualTo(new WithdrawInvitation.Result.Unknown());
        assertThat(events())
                .contains(new AuditEvent.InvitationWithdrawn(second.account(), new Author.Person(idOf(ADA))));

        invite(admin);
        fakes.clock().advance(Duration.ofDays(7));
        assertThat(accept()).isEqualTo(new AcceptInvitation.Result.InvalidLink());
    }

    @Test
    void isNotForThoseWhoHaveAnAccount() {
        journey.signedIn(GRACE);

        assertThat(invite(admin())).isEqualTo(new InviteUser.Result.EmailTaken());
    }

    @Test
    void isOvertakenByARegistration() {
        invite(admin());
        LinkToken link = link();
        journey.signedIn(GRACE);

        assertThat(accept(link)).isEqualTo(new AcceptInvitation.Result.EmailTaken());
    }

    @Test
    void isForgottenWithTheAccountThatCameAboutOtherwise() {
        invite(admin());
        LinkToken link = link();
        SignedIn grace = journey.signedIn(GRACE);

        fakes.sallyport()
                .deleteAccount()
                .handle(new DeleteAccount.Command(journey.caller(grace), Evidence.of(PASSWORD), CLIENT));

        assertThat(accept(link)).isEqualTo(new AcceptInvitation.Result.InvalidLink());
    }

    @Test
    void isLimitedLikeEveryMailToAStranger() {
        Actor admin = admin();
        fakes.rateLimits().exhaust(Limit.MAIL_PER_ADDRESS);
        assertThat(invite(admin)).isInstanceOf(InviteUser.Result.Limited.class);
        fakes.rateLimits().refill(Limit.MAIL_PER_ADDRESS);
        fakes.rateLimits().exhaust(Limit.INVITE);
        assertThat(invite(admin)).isInstanceOf(InviteUser.Result.Limited.class);
        assertThat(invite(OPERATOR)).as("the operator").isInstanceOf(InviteUser.Result.Invited.class);
    }

    @Test
    void givesNobodyMoreThanItsSenderHas() {
        makeRole(SALES, ORDERS);
        Actor partial = partial("users:write");

        assertThat(invite(partial)).isInstanceOf(InviteUser.Result.Invited.class);
        assertThat(invite(partial, SALES)).isEqualTo(forbidden());
        assertThat(invite(partial, BuiltInRoles.ADMIN)).isEqualTo(forbidden());
        assertThat(invite(partial, new RoleName("unknown")))
                .isEqualTo(new InviteUser.Result.UnknownRoles(Set.of(new RoleName("unknown"))));
        assertThat(invite(partial("users:read"))).isEqualTo(forbidden());
    }

    @Test
    void isNotReplacedNorCalledOffByThoseWhoCouldNotSendIt() {
        Actor partial = partial("users:write");
        Invitation mighty = invited(invite(OPERATOR, BuiltInRoles.ADMIN));

        assertThat(invite(partial)).isEqualTo(forbidden());
        assertThat(withdraw(mighty, partial))
                .isEqualTo(new WithdrawInvitation.Result.Refused(new AccessRefusal.Forbidden()));
        assertThat(accept()).isInstanceOf(AcceptInvitation.Result.Accepted.class);
    }

    @Test
    void isSentByThoseWhoHaveProvenAMomentAgoWhoTheyAre() {
        makeRole(SALES, ORDERS);
        Actor admin = admin();
        fakes.clock().advance(Duration.ofMinutes(5));

        var stale = new InviteUser.Result.Refused(new AccessRefusal.NotProven(new Refusal.ProofRequired(false)));
        assertThat(invite(admin, SALES)).isEqualTo(stale);
        assertThat(invite(admin)).isEqualTo(stale);
        assertThat(fakes.rateLimits().charged()).as("given back").noneMatch(charge -> charge.limit() == Limit.INVITE);
    }

    @Test
    void givesNoMoreRolesThanAnybodyCanHave() {
        RoleName[] many = IntStream.rangeClosed(0, 50)
                .mapToObj(i -> new RoleName("role-" + i))
                .toArray(RoleName[]::new);

        assertThat(invite(admin(), many)).isEqualTo(new InviteUser.Result.Refused(new AccessRefusal.TooManyRoles()));
    }

    /** Else whoever is about to lose their rights could leave a door open. */
    @Test
    void endsWithTheRightsOfItsSender() {
        makeRole(SALES, ORDERS);
        invite(admin(), SALES);

        fakes.roles().take(idOf(ADA), BuiltInRoles.ADMIN);

        assertThat(accept()).isEqualTo(new AcceptInvitation.Result.InvalidLink());
    }

    @Test
    void endsWithTheAccountOfItsSender() {
        invite(admin());
        fakes.users().suspend(idOf(ADA));
        assertThat(accept()).as("suspended").isEqualTo(new AcceptInvitation.Result.InvalidLink());

        fakes.users().remove(idOf(ADA));
        assertThat(accept()).as("gone").isEqualTo(new AcceptInvitation.Result.InvalidLink());
    }

    @Test
    void givesWhatThereStillIs() {
        makeRole(SALES, ORDERS);
        invite(admin(), SALES);

        fakes.roles().remove(SALES);

        assertThat(accepted(accept()).user().roles()).containsExactly(BuiltInRoles.USER);
    }

    @Test
    void isHandedOverByTheOperatorAlone() {
        InviteUser.Result result = invite(OPERATOR, InviteUser.Delivery.HANDED_OVER, BuiltInRoles.ADMIN);

        assertThat(fakes.mailQueue().waiting()).isEmpty();
        LinkToken link = ((InviteUser.Result.Invited) result).link().orElseThrow();
        assertThat(accepted(accept(link)).user().roles()).contains(BuiltInRoles.ADMIN);
        Actor admin = admin();
        assertThatThrownBy(() -> invite(admin, InviteUser.Delivery.HANDED_OVER))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void asksAdministratorsForASecondFactorWhereTheyNeedOne() {
        use(new Fakes(Fakes.requiring(Requirement.REQUIRED_FOR_ADMINS)));
        invite(OPERATOR, BuiltInRoles.ADMIN);

        SignedIn grace = accepted(accept());

        assertThat(fakes.sallyport().authenticate().handle(new Authenticate.Command(grace.accessToken())))
                .isInstanceOf(Authenticate.Result.MustEnrol.class);
    }

    @ParameterizedTest
    @EnumSource(
            value = Admission.class,
            names = {"INVITE_ONLY", "CLOSED"})
    void isTheOnlyWayInWhereRegistrationIsNotOpen(Admission admission) {
        use(new Fakes(Fakes.admitting(admission)));
        RegistrationId registration = new RegistrationId(UUID.randomUUID());

        assertThat(fakes.sallyport()
                        .registerAccount()
                        .handle(new RegisterAccount.Command(GRACE, PASSWORD, null, ENGLISH, CLIENT)))
                .isEqualTo(new RegisterAccount.Result.Closed());
        assertThat(fakes.sallyport().resendVerification().handle(new ResendVerification.Command(registration, CLIENT)))
                .isEqualTo(new ResendVerification.Result.Closed());
        assertThat(fakes.sallyport()
                        .verifyEmail()
                        .handle(new VerifyEmail.Command.ByCode(registration, MailedCode.of("12345678"), CLIENT)))
                .isEqualTo(new VerifyEmail.Result.Closed());
        invite(OPERATOR);
        assertThat(accept()).isInstanceOf(AcceptInvitation.Result.Accepted.class);
    }

    @Test
    void isTheOperatorsAloneWhereAccountsAreClosed() {
        use(new Fakes(Fakes.admitting(Admission.INVITE_ONLY)));
        assertThat(invite(operatorsAdmin())).isInstanceOf(InviteUser.Result.Invited.class);

        use(new Fakes(Fakes.admitting(Admission.CLOSED)));
        assertThat(invite(operatorsAdmin())).isEqualTo(new InviteUser.Result.Closed());
    }

    @Test
    void isShownToThoseWhoMaySeeUsers() {
        Actor.Administrator reader = partial("users:read");
        Invitation grace = invited(invite(OPERATOR));
        EmailAddress alan = EmailAddress.of("alan@example.com");
        invited(fakes.sallyport()
                .inviteUser()
                .handle(new InviteUser.Command(alan, null, ENGLISH, Set.of(), InviteUser.Delivery.MAILED, OPERATOR)));

        assertThat(fakes.sallyport().listInvitations().handle(new ListInvitations.Command(reader.token(), null, 1)))
                .isInstanceOfSatisfying(ListInvitations.Result.Found.class, found -> {
                    assertThat(found.more()).isTrue();
                    assertThat(found.invitations()).hasSize(1);
                });
        assertThat(fakes.sallyport()
                        .readInvitation()
                        .handle(new ReadInvitation.Command(reader.token(), grace.account())))
                .isEqualTo(new ReadInvitation.Result.Found(grace));
        Actor.Administrator other = partial("roles:read");
        assertThat(fakes.sallyport().listInvitations().handle(new ListInvitations.Command(other.token(), null, 1)))
                .isEqualTo(new ListInvitations.Result.Refused(new AccessRefusal.Forbidden()));
        assertThat(fakes.sallyport()
                        .readInvitation()
                        .handle(new ReadInvitation.Command(other.token(), grace.account())))
                .isEqualTo(new ReadInvitation.Result.Refused(new AccessRefusal.Forbidden()));
    }

    private void use(Fakes others) {
        fakes = others;
        journey = new Journey(others);
    }

    private void makeRole(RoleName name, Permission... permissions) {
        fakes.roles().add(name, RoleDescription.NONE, fakes.clock().instant());
        fakes.roles().allow(name, Set.of(permissions));
        fakes.followRevocations();
    }

    private Actor.Administrator admin() {
        journey.signedIn(ADA);
        fakes.roles().grant(idOf(ADA), BuiltInRoles.ADMIN);
        return signedIn();
    }

    private Actor.Administrator partial(String... permissions) {
        if (fakes.users().credentials(ADA).isEmpty()) {
            journey.signedIn(ADA);
        }
        fakes.roles().remove(HELPDESK);
        fakes.roles().take(idOf(ADA), HELPDESK);
        fakes.roles().remove(HELPDESK);
        makeRole(HELPDESK, Arrays.stream(permissions).map(Permission::new).toArray(Permission[]::new));
        fakes.roles().grant(idOf(ADA), HELPDESK);
        return signedIn();
    }

    /** Where nobody registers. */
    private Actor.Administrator operatorsAdmin() {
        var result = (InviteUser.Result.Invited) fakes.sallyport()
                .inviteUser()
                .handle(new InviteUser.Command(
                        ADA, null, ENGLISH, Set.of(BuiltInRoles.ADMIN), InviteUser.Delivery.HANDED_OVER, OPERATOR));
        accepted(accept(result.link().orElseThrow()));
        return signedIn();
    }

    private Actor.Administrator signedIn() {
        fakes.followRevocations();
        if (journey.signIn(ADA, PASSWORD) instanceof SignIn.Result.Succeeded(var tokens)
                && fakes.sallyport().authenticate().handle(new Authenticate.Command(tokens.accessToken()))
                        instanceof Authenticate.Result.Authenticated(var caller)) {
            return new Actor.Administrator(caller, CLIENT, Optional.empty());
        }
        throw new AssertionError("not signed in");
    }

    private UserId idOf(EmailAddress email) {
        return fakes.users().credentials(email).orElseThrow().user().id();
    }

    private InviteUser.Result invite(Actor actor, RoleName... roles) {
        return invite(actor, InviteUser.Delivery.MAILED, roles);
    }

    private InviteUser.Result invite(Actor actor, InviteUser.Delivery delivery, RoleName... roles) {
        return fakes.sallyport()
                .inviteUser()
                .handle(new InviteUser.Command(
                        GRACE, new DisplayName("Grace"), ENGLISH, Set.of(roles), delivery, actor));
    }

    private static Invitation invited(InviteUser.Result result) {
        return ((InviteUser.Result.Invited) result).invitation();
    }

    private WithdrawInvitation.Result withdraw(Invitation invitation, Actor actor) {
        return fakes.sallyport()
                .withdrawInvitation()
                .handle(new WithdrawInvitation.Command(invitation.account(), actor));
    }

    private LinkToken link() {
        return journey.linkIn("invitation");
    }

    private AcceptInvitation.Result accept() {
        return accept(link());
    }

    private AcceptInvitation.Result accept(LinkToken link) {
        return accept(link, PASSWORD);
    }

    private AcceptInvitation.Result accept(Password chosen) {
        return accept(link(), chosen);
    }

    private AcceptInvitation.Result accept(LinkToken link, Password chosen) {
        return fakes.sallyport()
                .acceptInvitation()
                .handle(new AcceptInvitation.Command(link, chosen, null, null, CLIENT));
    }

    private static SignedIn accepted(AcceptInvitation.Result result) {
        return ((AcceptInvitation.Result.Accepted) result).signedIn();
    }

    private List<AuditEvent> events() {
        return fakes.auditTrail().events().stream().collect(Collectors.toList());
    }

    private static InviteUser.Result forbidden() {
        return new InviteUser.Result.Refused(new AccessRefusal.Forbidden());
    }
}
