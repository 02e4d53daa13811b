package dev.sallyport.application.admin;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.ENGLISH;
import static dev.sallyport.application.testing.Samples.PASSWORD;
import static dev.sallyport.application.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Authenticate;
import dev.sallyport.application.account.ProfileChange;
import dev.sallyport.application.account.ProfileChange.NameChange;
import dev.sallyport.application.recovery.ResetPassword;
import dev.sallyport.application.secondfactor.ResetSecondFactor;
import dev.sallyport.application.session.RefreshSession;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.signin.AnswerSecondFactor;
import dev.sallyport.application.signin.Reauthentication.Refusal;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.Authenticator;
import dev.sallyport.application.testing.FakeRateLimits;
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
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.audit.StatedReason;
import dev.sallyport.domain.ratelimit.Limit;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.VerifiedAccessToken;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What administrators do to the accounts of others, and who may. */
class AccountAdministrationTest {
    private static final EmailAddress GRACE = EmailAddress.of("grace@example.com");
    private static final Password CHOSEN = Password.of("violet thunder under marble");
    private static final Optional<StatedReason> TICKET = Optional.of(new StatedReason("Ticket 4711."));
    private static final UserId NOBODY = new UserId(UUID.randomUUID());

    private final Fakes fakes = new Fakes();
    private final Sallyport sallyport = fakes.sallyport();
    private final Journey journey = new Journey(fakes);
    private final SignedIn graces = journey.signedIn(GRACE);
    private final UserId grace = graces.user().id();
    private final UserId ada = journey.signedIn(ADA).user().id();
    private final Author adaAsAuthor = new Author.Person(ada);

    @Test
    void whoeverIsSuspendedIsSignedOutAndCannotSignIn() {
        assertThat(suspend(administrator(), grace)).isEqualTo(new SuspendUser.Result.Suspended());

        assertThat(status(grace)).isEqualTo(UserStatus.SUSPENDED);
        assertThat(sallyport.authenticate().handle(new Authenticate.Command(graces.accessToken())))
                .isEqualTo(new Authenticate.Result.Rejected());
        assertThat(sallyport.refreshSession().handle(new RefreshSession.Command(graces.refreshToken(), CLIENT)))
                .isEqualTo(new RefreshSession.Result.Rejected());
        assertThat(journey.signIn(GRACE, PASSWORD)).isEqualTo(new SignIn.Result.InvalidCredentials());
        AuditEntry written = lastOf("account.suspended");
        assertThat(written.event())
                .isEqualTo(new AuditEvent.AccountSuspended(grace, UserStatus.ACTIVE, adaAsAuthor, 1));
        assertThat(written.reason()).isEqualTo(TICKET);
        assertThat(written.event().details())
                .containsEntry("byUserId", ada.toString())
                .containsEntry("statusBefore", "active")
                .containsEntry("sessionsEnded", "1");
    }

    @Test
    void whoeverIsReinstatedSignsInAnewAndNothingOfBeforeGoesOn() {
        journey.forgot(GRACE);
        LinkToken link = journey.linkIn("reset-password");
        Actor admin = administrator();
        suspend(admin, grace);

        assertThat(reinstate(admin, grace)).isEqualTo(new ReinstateUser.Result.Reinstated());

        assertThat(lastOf("account.reinstated").event())
                .isEqualTo(new AuditEvent.AccountReinstated(grace, adaAsAuthor));
        assertThat(sallyport.refreshSession().handle(new RefreshSession.Command(graces.refreshToken(), CLIENT)))
                .isEqualTo(new RefreshSession.Result.Rejected());
        assertThat(sallyport.authenticate().handle(new Authenticate.Command(graces.accessToken())))
                .isEqualTo(new Authenticate.Result.Rejected());
        assertThat(sallyport.resetPassword().handle(new ResetPassword.Command(link, CHOSEN, CLIENT)))
                .isEqualTo(new ResetPassword.Result.InvalidLink());
        assertThat(journey.signIn(GRACE, PASSWORD)).isInstanceOf(SignIn.Result.Succeeded.class);
    }

    @Test
    void aSignInThatWaitsForASecondFactorIsVoidOnceItsUserIsSuspended() {
        Authenticator authenticator = Authenticator.enrolledBy(fakes, graces);
        var asked = (SignIn.Result.SecondFactorRequired) journey.signIn(GRACE, PASSWORD);
        Actor admin = administrator();
        suspend(admin, grace);
        reinstate(admin, grace);

        assertThat(sallyport
                        .answerSecondFactor()
                        .handle(new AnswerSecondFactor.Command(
                                asked.asked().challenge(), authenticator.nextCode(), CLIENT)))
                .isEqualTo(new AnswerSecondFactor.Result.InvalidChallenge());
    }

    @Test
    void whatChangesNothingIsNotWrittenDown() {
        Actor admin = administrator();
        suspend(admin, grace);
        suspend(admin, grace);
        reinstate(admin, grace);
        reinstate(admin, grace);
        change(admin, grace, new NameChange.Unchanged(), null);
        change(admin, grace, new NameChange.Removed(), ENGLISH);
        endSessions(admin, grace);

        assertThat(types()).containsExactly("account.suspended", "account.reinstated");
    }

    @Test
    void aDeletionThatItsOwnerHasBegunWaitsWhileTheyAreSuspended() {
        SecretDigest keep = digest(1);
        Instant due = fakes.clock().instant().plus(Duration.ofDays(14));
        fakes.ports().accountDeletions().schedule(grace, keep, due);
        Actor admin = administrator();

        assertThat(suspend(admin, grace)).isEqualTo(new SuspendUser.Result.Suspended());
        assertThat(fakes.ports().accountDeletions().nextDue(due)).isEmpty();
        assertThat(fakes.ports().accountDeletions().keep(keep, fakes.clock().instant()))
                .isEmpty();
        assertThat(lastOf("account.suspended").event().details()).containsEntry("statusBefore", "deleting");

        reinstate(admin, grace);
        assertThat(status(grace)).isEqualTo(UserStatus.DELETING);
        assertThat(fakes.ports().accountDeletions().nextDue(due).map(User::id)).contains(grace);
    }

    @Test
    void deletesAnAccountAtOnceAndTellsItsOwner() {
        assertThat(delete(administrator(), grace)).isEqualTo(new DeleteUser.Result.Deleted());

        assertThat(fakes.users().all()).extracting(User::id).containsExactly(ada);
        assertThat(fakes.sessions().all()).noneMatch(session -> session.userId().equals(grace));
        assertThat(sallyport.authenticate().handle(new Authenticate.Command(graces.accessToken())))
                .isEqualTo(new Authenticate.Result.Rejected());
        assertThat(fakes.mailQueue().last("account-deleted-by-administrator").to())
                .isEqualTo(GRACE);
        AuditEntry written = lastOf("account.deleted");
        assertThat(written.event()).isEqualTo(new AuditEvent.AccountRemoved(grace, adaAsAuthor));
        assertThat(written.reason()).isEqualTo(TICKET);
        assertThat(fakes.auditTrail().entries())
                .filteredOn(entry -> entry.event().user().equals(Optional.of(grace)) && !entry.equals(written))
                .isNotEmpty()
                .allMatch(fakes.auditTrail()::hasForgottenTheClientOf);
        assertThat(fakes.auditTrail().hasForgottenTheClientOf(written))
                .as("from where the administrator did it")
                .isFalse();
    }

    @Test
    void deletesASuspendedAccountAndOneThatItsOwnerIsDeleting() {
        Actor admin = administrator();
        suspend(admin, grace);
        assertThat(delete(admin, grace)).isEqualTo(new DeleteUser.Result.Deleted());
        UserId other =
                journey.signedIn(EmailAddress.of("other@example.com")).user().id();
        fakes.ports().accountDeletions().schedule(other, digest(1), Instant.MAX);

        assertThat(delete(admin, other)).isEqualTo(new DeleteUser.Result.Deleted());
    }

    @Test
    void changesAProfileAndWritesDownWhatButNotTheNames() {
        Actor admin = administrator();
        DisplayName countess = new DisplayName("Countess");

        var result = change(admin, grace, new NameChange.To(countess), LanguageTag.of("fr"));

        User changed = fakes.users().hold(grace).orElseThrow();
        assertThat(result).isEqualTo(new ChangeUser.Result.Changed(changed));
        assertThat(changed.displayName()).isEqualTo(countess);
        assertThat(changed.locale()).isEqualTo(LanguageTag.of("fr"));
        AuditEvent written = lastOf("account.changed").event();
        assertThat(written)
                .isEqualTo(new AuditEvent.AccountChanged(grace, Set.of("displayName", "locale"), adaAsAuthor));
        assertThat(written.details())
                .containsOnlyKeys("changed", "byUserId")
                .containsEntry("changed", "displayName locale");

        change(admin, grace, new NameChange.Removed(), null);
        assertThat(lastOf("account.changed").event().details()).containsEntry("changed", "displayName");
    }

    @Test
    void changesAndDeletesOnlyWhatTheCallerHasInMind() {
        Actor admin = administrator();

        assertThat(sallyport
                        .changeUser()
                        .handle(new ChangeUser.Command(
                                grace,
                                new ProfileChange(new NameChange.To(new DisplayName("X")), null),
                                user -> false,
                                admin)))
                .isEqualTo(new ChangeUser.Result.Refused(new AccessRefusal.ChangedMeanwhile()));
        assertThat(sallyport.deleteUser().handle(new DeleteUser.Command(grace, user -> false, admin)))
                .isEqualTo(new DeleteUser.Result.Refused(new AccessRefusal.ChangedMeanwhile()));
        assertThat(types()).isEmpty();
    }

    @Test
    void mailsTheOwnerTheLinkThatTheyCouldAskForThemselves() {
        journey.forgot(GRACE);
        LinkToken before = journey.linkIn("reset-password");

        assertThat(sendReset(administrator(), grace)).isEqualTo(new SendPasswordReset.Result.Sent());

        LinkToken link = journey.linkIn("reset-password");
        assertThat(fakes.mailQueue().last("reset-password").to()).isEqualTo(GRACE);
        assertThat(lastOf("password.reset-sent").event())
                .isEqualTo(new AuditEvent.PasswordResetSent(grace, adaAsAuthor));
        assertThat(sallyport.resetPassword().handle(new ResetPassword.Command(before, CHOSEN, CLIENT)))
                .isEqualTo(new ResetPassword.Result.InvalidLink());
        assertThat(sallyport.refreshSession().handle(new RefreshSession.Command(graces.refreshToken(), CLIENT)))
                .as("sessions stay until then")
                .isInstanceOf(RefreshSession.Result.Refreshed.class);
        assertThat(sallyport.resetPassword().handle(new ResetPassword.Command(link, CHOSEN, CLIENT)))
                .isEqualTo(new ResetPassword.Result.Reset());
    }

    @Test
    void mailsNoLinkToAnAccountThatNobodyCanUse() {
        Actor admin = administrator();
        suspend(admin, grace);
        int mails = fakes.mailQueue().waiting().size();

        assertThat(sendReset(admin, grace)).isEqualTo(new SendPasswordReset.Result.AccountSuspended());

        assertThat(fakes.mailQueue().waiting()).hasSize(mails);
    }

    @Test
    void administratorsAreHeldToABudgetOfMailsAndOperatorsAreNot() {
        Actor admin = administrator();
        fakes.rateLimits().exhaust(Limit.MAIL_PER_ADDRESS);

        assertThat(sendReset(admin, grace))
                .isEqualTo(new SendPasswordReset.Result.Limited(FakeRateLimits.empty(Limit.MAIL_PER_ADDRESS)));
        assertThat(sendReset(new Actor.Operator(TICKET), grace)).isEqualTo(new SendPasswordReset.Result.Sent());
        assertThat(lastOf("password.reset-sent").event().details()).containsEntry("by", "operator");
    }

    @Test
    void endsAllSessionsOrOneOfThem() {
        SignedIn second = ((SignIn.Result.Succeeded) journey.signIn(GRACE, PASSWORD)).signedIn();
        Actor admin = administrator();

        assertThat(endSession(admin, grace, second.session())).isEqualTo(new EndUserSession.Result.Ended());
        assertThat(endSession(admin, grace, second.session())).isEqualTo(new EndUserSession.Result.NotFound());
        assertThat(endSession(admin, ada, graces.session()))
                .as("somebody else's")
                .isEqualTo(new EndUserSession.Result.NotFound());
        assertThat(lastOf("session.ended").event())
                .isEqualTo(new AuditEvent.SessionEndedFor(grace, second.session(), adaAsAuthor));

        assertThat(endSessions(admin, grace)).isEqualTo(new EndUserSessions.Result.Ended(1));
        assertThat(lastOf("session.ended").event().details())
                .containsEntry("sessionId", graces.session().toString())
                .containsEntry("byUserId", ada.toString());
        assertThat(sallyport.authenticate().handle(new Authenticate.Command(graces.accessToken())))
                .isEqualTo(new Authenticate.Result.Rejected());
        assertThat(journey.signIn(GRACE, PASSWORD)).isInstanceOf(SignIn.Result.Succeeded.class);
    }

    @Test
    void anOperatorSetsAPasswordThatSatisfiesThePolicyAndTheOwnerIsTold() {
        Actor.Operator operator = new Actor.Operator(TICKET);

        assertThat(set(Password.of("too short"), grace, operator))
                .isEqualTo(new SetPassword.Result.PasswordRefused(Set.of(PasswordPolicy.Refusal.TOO_SHORT)));
        assertThat(set(CHOSEN, NOBODY, operator))
                .isEqualTo(new SetPassword.Result.Refused(new AccessRefusal.UnknownUser()));
        assertThat(set(CHOSEN, grace, operator)).isEqualTo(new SetPassword.Result.PasswordSet());

        assertThat(journey.signIn(GRACE, PASSWORD)).isEqualTo(new SignIn.Result.InvalidCredentials());
        assertThat(journey.signIn(GRACE, CHOSEN)).isInstanceOf(SignIn.Result.Succeeded.class);
        assertThat(sallyport.authenticate().handle(new Authenticate.Command(graces.accessToken())))
                .isEqualTo(new Authenticate.Result.Rejected());
        assertThat(fakes.mailQueue().last("password-set").to()).isEqualTo(GRACE);
        assertThat(lastOf("password.set").event())
                .isEqualTo(new AuditEvent.PasswordSet(grace, new Author.Operator(), 1));
        assertThat(lastOf("password.set").reason()).isEqualTo(TICKET);
    }

    @Test
    void theLastActiveAdministratorStays() {
        Actor admin = administrator();
        fakes.users().changeRoles(grace, Set.of(BuiltInRoles.ADMIN));
        suspend(admin, grace);

        assertThat(suspend(admin, ada)).isEqualTo(new SuspendUser.Result.Refused(lastAdministrator()));
        assertThat(delete(admin, ada)).isEqualTo(new DeleteUser.Result.Refused(lastAdministrator()));
        assertThat(suspend(new Actor.Operator(TICKET), ada))
                .isEqualTo(new SuspendUser.Result.Refused(lastAdministrator()));
        assertThat(delete(new Actor.Operator(TICKET), ada))
                .isEqualTo(new DeleteUser.Result.Refused(lastAdministrator()));

        reinstate(admin, grace);
        assertThat(suspend(admin, ada)).as("oneself").isEqualTo(new SuspendUser.Result.Suspended());
    }

    @Test
    void nobodyActsOnThoseWhoMayDoMore() {
        fakes.users().changeRoles(ada, Set.of(BuiltInRoles.ADMIN));
        Actor partial = partial("users:write orders:read");
        AccessRefusal forbidden = new AccessRefusal.Forbidden();

        assertThat(refusals(partial, ada)).hasSize(8).containsOnly(forbidden);

        fakes.users().changeRoles(ada, Set.of(BuiltInRoles.USER));
        assertThat(suspend(partial, ada)).isEqualTo(new SuspendUser.Result.Suspended());
    }

    @Test
    void whoeverMayNotChangeUsersLearnsNothing() {
        Actor reader = partial("users:read");

        assertThat(refusals(reader, ada)).hasSize(8).containsOnly(new AccessRefusal.Forbidden());
        assertThat(refusals(reader, NOBODY)).hasSize(8).containsOnly(new AccessRefusal.Forbidden());
        assertThat(fakes.rateLimits().charged())
                .noneMatch(charge -> charge.subject().contains("by an administrator"));
    }

    @Test
    void whatTheStoreSaysOfTheCallerCountsNotTheTokenAlone() {
        Actor admin = administrator();
        fakes.users().changeRoles(ada, Set.of(BuiltInRoles.USER));

        assertThat(refusals(admin, grace)).hasSize(8).containsOnly(new AccessRefusal.Forbidden());
    }

    @Test
    void nobodyActsOnNobody() {
        assertThat(refusals(administrator(), NOBODY)).hasSize(8).containsOnly(new AccessRefusal.UnknownUser());
    }

    @Test
    void whoeverDoesMoreThanChangeAProfileHasProvenAMomentAgoWhoTheyAre() {
        Actor admin = administrator();
        fakes.clock().advance(Duration.ofMinutes(5));
        AccessRefusal asked = new AccessRefusal.NotProven(new Refusal.ProofRequired(false));

        assertThat(refusals(admin, grace)).hasSize(7).containsOnly(asked);
        assertThat(types()).containsExactly("account.changed");
    }

    /** How each of the ways to act on somebody is refused, as far as it is. */
    private List<AccessRefusal> refusals(Actor actor, UserId user) {
        var renamed = change(actor, user, new NameChange.To(new DisplayName("Renamed")), null);
        var sent = sendReset(actor, user);
        var ended = endSessions(actor, user);
        var one = endSession(actor, user, graces.session());
        var reset = sallyport.resetSecondFactor().handle(new ResetSecondFactor.Command(user, actor));
        var suspended = suspend(actor, user);
        var reinstated = reinstate(actor, user);
        var deleted = delete(actor, user);
        return Stream.of(
                        why(renamed, ChangeUser.Result.Refused.class, ChangeUser.Result.Refused::why),
                        why(sent, SendPasswordReset.Result.Refused.class, SendPasswordReset.Result.Refused::why),
                        why(ended, EndUserSessions.Result.Refused.class, EndUserSessions.Result.Refused::why),
                        why(one, EndUserSession.Result.Refused.class, EndUserSession.Result.Refused::why),
                        why(reset, ResetSecondFactor.Result.Refused.class, ResetSecondFactor.Result.Refused::why),
                        why(suspended, SuspendUser.Result.Refused.class, SuspendUser.Result.Refused::why),
                        why(reinstated, ReinstateUser.Result.Refused.class, ReinstateUser.Result.Refused::why),
                        why(deleted, DeleteUser.Result.Refused.class, DeleteUser.Result.Refused::why))
                .flatMap(Optional::stream)
                .toList();
    }

    private static <R> Optional<AccessRefusal> why(Object result, Class<R> refused, Function<R, AccessRefusal> why) {
        return refused.isInstance(result) ? Optional.of(why.apply(refused.cast(result))) : Optional.empty();
    }

    private static AccessRefusal lastAdministrator() {
        return new AccessRefusal.LastAdministrator();
    }

    private SuspendUser.Result suspend(Actor actor, UserId user) {
        return sallyport.suspendUser().handle(new SuspendUser.Command(user, actor));
    }

    private ReinstateUser.Result reinstate(Actor actor, UserId user) {
        return sallyport.reinstateUser().handle(new ReinstateUser.Command(user, actor));
    }

    private DeleteUser.Result delete(Actor actor, UserId user) {
        return sallyport.deleteUser().handle(new DeleteUser.Command(user, any -> true, actor));
    }

    private ChangeUser.Result change(Actor actor, UserId user, NameChange name, @Nullable LanguageTag locale) {
        return sallyport
                .changeUser()
                .handle(new ChangeUser.Command(user, new ProfileChange(name, locale), any -> true, actor));
    }

    private SendPasswordReset.Result sendReset(Actor actor, UserId user) {
        return sallyport.sendPasswordReset().handle(new SendPasswordReset.Command(user, actor));
    }

    private EndUserSessions.Result endSessions(Actor actor, UserId user) {
        return sallyport.endUserSessions().handle(new EndUserSessions.Command(user, actor));
    }

    private EndUserSession.Result endSession(Actor actor, UserId user, SessionId session) {
        return sallyport.endUserSession().handle(new EndUserSession.Command(user, session, actor));
    }

    private SetPassword.Result set(Password chosen, UserId user, Actor.Operator operator) {
        return sallyport.setPassword().handle(new SetPassword.Command(user, chosen, operator));
    }

    private Actor administrator() {
        fakes.users().changeRoles(ada, Set.of(BuiltInRoles.USER, BuiltInRoles.ADMIN));
        return signedIn(ADA);
    }

    /** Grace, by a role that allows just that. */
    private Actor partial(String permissions) {
        RoleName name = new RoleName("partial");
        fakes.roles().add(name, RoleDescription.NONE, fakes.clock().instant());
        Arrays.stream(permissions.split(" ", -1)).forEach(one -> fakes.roles().allow(name, new Permission(one)));
        fakes.users().changeRoles(grace, Set.of(name));
        return signedIn(GRACE);
    }

    /** Signs in, and is let in. */
    private Actor signedIn(EmailAddress email) {
        fakes.followRevocations();
        SignedIn signedIn = ((SignIn.Result.Succeeded) journey.signIn(email, PASSWORD)).signedIn();
        var command = new Authenticate.Command(signedIn.accessToken());
        VerifiedAccessToken caller =
                ((Authenticate.Result.Authenticated) sallyport.authenticate().handle(command)).caller();
        return new Actor.Administrator(caller, CLIENT, TICKET);
    }

    private UserStatus status(UserId user) {
        return fakes.users().hold(user).orElseThrow().status();
    }

    private AuditEntry lastOf(String type) {
        return fakes.auditTrail().entries().stream()
                .filter(entry -> entry.event().type().equals(type))
                .reduce((first, second) -> second)
                .orElseThrow();
    }

    /** What was done to accounts and written down. */
    private List<String> types() {
        return fakes.auditTrail().events().stream()
                .map(AuditEvent::type)
                .filter(Set.of(
                        "account.changed",
                        "account.suspended",
                        "account.reinstated",
                        "account.deleted",
                        "password.reset-sent",
                        "password.set")::contains)
                .toList();
    }
}
