package dev.sallyport.application;

import dev.sallyport.application.access.AccountMandate;
import dev.sallyport.application.access.AllowPermission;
import dev.sallyport.application.access.Authenticate;
import dev.sallyport.application.access.ChangeRole;
import dev.sallyport.application.access.CreateRole;
import dev.sallyport.application.access.DeleteRole;
import dev.sallyport.application.access.GrantRole;
import dev.sallyport.application.access.ListPermissions;
import dev.sallyport.application.access.ListRoles;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.application.access.ReadRole;
import dev.sallyport.application.access.RevokePermission;
import dev.sallyport.application.access.RoleDefinitions;
import dev.sallyport.application.access.TakeRole;
import dev.sallyport.application.account.AccountRemoval;
import dev.sallyport.application.account.ChangePassword;
import dev.sallyport.application.account.ChangeProfile;
import dev.sallyport.application.account.CheckPassword;
import dev.sallyport.application.account.ConfirmEmailChange;
import dev.sallyport.application.account.CredentialChange;
import dev.sallyport.application.account.DeleteAccount;
import dev.sallyport.application.account.DeleteDueAccounts;
import dev.sallyport.application.account.EmailChangeCodes;
import dev.sallyport.application.account.ExportPersonalData;
import dev.sallyport.application.account.KeepAccount;
import dev.sallyport.application.account.PasswordScreening;
import dev.sallyport.application.account.PurgeAccountTraces;
import dev.sallyport.application.account.ReadAccount;
import dev.sallyport.application.account.RequestEmailChange;
import dev.sallyport.application.account.UndoEmailChange;
import dev.sallyport.application.admin.ChangeUser;
import dev.sallyport.application.admin.CreateAdministrator;
import dev.sallyport.application.admin.DeleteUser;
import dev.sallyport.application.admin.EndUserSession;
import dev.sallyport.application.admin.EndUserSessions;
import dev.sallyport.application.admin.ExportUsers;
import dev.sallyport.application.admin.FindUser;
import dev.sallyport.application.admin.ImportUsers;
import dev.sallyport.application.admin.ListUserSessions;
import dev.sallyport.application.admin.ListUsers;
import dev.sallyport.application.admin.ReadStatistics;
import dev.sallyport.application.admin.ReadUser;
import dev.sallyport.application.admin.ReinstateUser;
import dev.sallyport.application.admin.SendPasswordReset;
import dev.sallyport.application.admin.SetPassword;
import dev.sallyport.application.admin.SuspendUser;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.audit.ListAuditEvents;
import dev.sallyport.application.audit.ListOwnActivity;
import dev.sallyport.application.botchallenge.BotGate;
import dev.sallyport.application.botchallenge.IssueBotChallenge;
import dev.sallyport.application.invitation.AcceptInvitation;
import dev.sallyport.application.invitation.InviteDeclared;
import dev.sallyport.application.invitation.InviteUser;
import dev.sallyport.application.invitation.ListInvitations;
import dev.sallyport.application.invitation.ReadInvitation;
import dev.sallyport.application.invitation.WithdrawInvitation;
import dev.sallyport.application.mail.DispatchMail;
import dev.sallyport.application.mail.ListMail;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.mail.PurgeMail;
import dev.sallyport.application.mail.Recipients;
import dev.sallyport.application.mail.RetryMail;
import dev.sallyport.application.ratelimit.AdmitRequest;
import dev.sallyport.application.recovery.AnswerRecoveryRequests;
import dev.sallyport.application.recovery.RequestPasswordReset;
import dev.sallyport.application.recovery.ResetLinks;
import dev.sallyport.application.recovery.ResetPassword;
import dev.sallyport.application.registration.AddressProof;
import dev.sallyport.application.registration.PurgeRegistrations;
import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.application.registration.ResendVerification;
import dev.sallyport.application.registration.VerifyEmail;
import dev.sallyport.application.secondfactor.Challenges;
import dev.sallyport.application.secondfactor.ConfirmTotp;
import dev.sallyport.application.secondfactor.EnrolTotp;
import dev.sallyport.application.secondfactor.FactorCheck;
import dev.sallyport.application.secondfactor.RecoveryCodes;
import dev.sallyport.application.secondfactor.RemoveSecondFactor;
import dev.sallyport.application.secondfactor.RenewRecoveryCodes;
import dev.sallyport.application.secondfactor.ResetSecondFactor;
import dev.sallyport.application.secondfactor.TotpFactor;
import dev.sallyport.application.secret.Links;
import dev.sallyport.application.session.ClientMemory;
import dev.sallyport.application.session.EndOtherSessions;
import dev.sallyport.application.session.EndOwnSession;
import dev.sallyport.application.session.EndSession;
import dev.sallyport.application.session.FollowRevocations;
import dev.sallyport.application.session.ListSessions;
import dev.sallyport.application.session.PurgeSessions;
import dev.sallyport.application.session.ReadPublicKeys;
import dev.sallyport.application.session.RefreshSession;
import dev.sallyport.application.session.Revocations;
import dev.sallyport.application.session.SessionOpener;
import dev.sallyport.application.session.TokenIssuer;
import dev.sallyport.application.signin.AnswerSecondFactor;
import dev.sallyport.application.signin.PasswordGuesses;
import dev.sallyport.application.signin.Reauthentication;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.signin.StepUp;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy;
import java.time.Duration;
import java.util.Optional;

/**
 * Accounts and sign-in, whole: one accessor per use case. The HTTP server, the tests and programs that embed Sallyport all start from
 * here. It holds no state of its own but what it has heard
 * to be revoked and what roles allow, and may be used by any number of threads.
 */
public final class Sallyport {
    private final PasswordPolicy passwordPolicy;
    private final SecondFactorPolicy secondFactorPolicy;
    private final Revocations revocations;
    private final AdmitRequest admitRequest;
    private final CheckPassword checkPassword;
    private final IssueBotChallenge issueBotChallenge;
    private final RegisterAccount registerAccount;
    private final ResendVerification resendVerification;
    private final VerifyEmail verifyEmail;
    private final PurgeRegistrations purgeRegistrations;
    private final SignIn signIn;
    private final AnswerSecondFactor answerSecondFactor;
    private final StepUp stepUp;
    private final EnrolTotp enrolTotp;
    private final ConfirmTotp confirmTotp;
    private final RemoveSecondFactor removeSecondFactor;
    private final RenewRecoveryCodes renewRecoveryCodes;
    private final ResetSecondFactor resetSecondFactor;
    private final RequestPasswordReset requestPasswordReset;
    private final AnswerRecoveryRequests answerRecoveryRequests;
    private final ResetPassword resetPassword;
    private final RefreshSession refreshSession;
    private final EndSession endSession;
    private final ListSessions listSessions;
    private final EndOwnSession endOwnSession;
    private final EndOtherSessions endOtherSessions;
    private final PurgeSessions purgeSessions;
    private final FollowRevocations followRevocations;
    private final ReadPublicKeys readPublicKeys;
    private final Authenticate authenticate;
    private final ReadAccount readAccount;
    private final ChangeProfile changeProfile;
    private final ChangePassword changePassword;
    private final RequestEmailChange requestEmailChange;
    private final ConfirmEmailChange confirmEmailChange;
    private final UndoEmailChange undoEmailChange;
    private final DeleteAccount deleteAccount;
    private final KeepAccount keepAccount;
    private final DeleteDueAccounts deleteDueAccounts;
    private final ExportPersonalData exportPersonalData;
    private final PurgeAccountTraces purgeAccountTraces;
    private final CreateAdministrator createAdministrator;
    private final ListUsers listUsers;
    private final ReadUser readUser;
    private final ListUserSessions listUserSessions;
    private final ReadStatistics readStatistics;
    private final ImportUsers importUsers;
    private final ExportUsers exportUsers;
    private final FindUser findUser;
    private final ListRoles listRoles;
    private final ReadRole readRole;
    private final CreateRole createRole;
    private final ChangeRole changeRole;
    private final DeleteRole deleteRole;
    private final ListPermissions listPermissions;
    private final AllowPermission allowPermission;
    private final RevokePermission revokePermission;
    private final GrantRole grantRole;
    private final TakeRole takeRole;
    private final ChangeUser changeUser;
    private final DeleteUser deleteUser;
    private final SuspendUser suspendUser;
    private final ReinstateUser reinstateUser;
    private final SendPasswordReset sendPasswordReset;
    private final EndUserSessions endUserSessions;
    private final EndUserSession endUserSession;
    private final SetPassword setPassword;
    private final InviteUser inviteUser;
    private final InviteDeclared inviteDeclared;
    private final AcceptInvitation acceptInvitation;
    private final ListInvitations listInvitations;
    private final ReadInvitation readInvitation;
    private final WithdrawInvitation withdrawInvitation;
    private final DispatchMail dispatchMail;
    private final ListAuditEvents listAuditEvents;
    private final ListOwnActivity listOwnActivity;
    private final ListMail listMail;
    private final RetryMail retryMail;
    private final PurgeMail purgeMail;

    public Sallyport(Ports ports, Policies policies) {
        passwordPolicy = policies.password();
        secondFactorPolicy = policies.secondFactor();
        var auditor = new Auditor(ports.auditTrail(), ports.ids());
        var recipients = new Recipients(ports.secretDigests());
        var mailer = new Mailer(ports.mailTemplates(), ports.mailOutbox(), recipients, ports.ids());
        var links = new Links(ports.secretGenerator(), ports.secretDigests());
        var proof = new AddressProof(
                ports.secretGenerator(), ports.secretDigests(), links, mailer, policies.registration());
        var clients = new ClientMemory(ports.knownClients(), ports.secretDigests());
        var opener = new SessionOpener(ports.sessions(), clients, auditor, mailer, ports.ids(), policies.session());
        var guesses = new PasswordGuesses(ports.transactor(), ports.users(), auditor, mailer);
        var factorCheck = FactorCheck.ofAllKinds(ports, policies.secondFactor(), auditor, mailer);
        var challenges = new Challenges(ports.signInChallenges(), links, ports.secretDigests(), auditor, factorCheck);
        var recoveryCodes = new RecoveryCodes(ports.secretGenerator(), ports.passwordHasher());
        var reauthentication = new Reauthentication(
                ports.users(),
                ports.passwordHasher(),
                ports.secondFactors(),
                factorCheck,
                ports.rateLimits(),
                guesses,
                ports.clock(),
                policies.secondFactor().stepUpMaxAge());
        var credentialChange = new CredentialChange(ports.sessions(), ports.passwordResets(), ports.emailChanges());
        var resetLinks = new ResetLinks(ports.passwordResets(), links, mailer, policies.recovery());
        var emailChangeCodes = new EmailChangeCodes(ports.secretGenerator(), ports.secretDigests());
        var removal = new AccountRemoval(
                ports.users(),
                ports.registrations(),
                ports.invitations(),
                ports.recoveryRequests(),
                ports.emailChanges(),
                ports.auditTrail(),
                auditor,
                mailer);
        revocations = new Revocations(ports.clock(), policies.session());
        var issuer = new TokenIssuer(
                ports.accessTokens(), ports.refreshTokens(), ports.ids(), policies.session(), policies.secondFactor());
        var screening = new PasswordScreening(policies.password(), ports.breachedPasswords());
        admitRequest = new AdmitRequest(ports.rateLimits());
        var gate = new BotGate(ports.rateLimits(), ports.challengeVerifier(), policies.botChallenge());
        issueBotChallenge = new IssueBotChallenge(ports.challengeVerifier());
        checkPassword = new CheckPassword(screening, ports.passwordMeter(), ports.rateLimits());
        registerAccount = new RegisterAccount(
                ports.transactor(),
                ports.registrations(),
                ports.passwordHasher(),
                proof,
                ports.blockedDomains(),
                gate,
                ports.rateLimits(),
                auditor,
                ports.ids(),
                ports.clock(),
                screening,
                policies.registration());
        resendVerification = new ResendVerification(
                ports.transactor(),
                ports.registrations(),
                proof,
                ports.rateLimits(),
                auditor,
                ports.clock(),
                policies.registration());
        verifyEmail = new VerifyEmail(
                ports.transactor(),
                ports.registrations(),
                ports.users(),
                ports.passwordHasher(),
                proof,
                ports.rateLimits(),
                opener,
                issuer,
                auditor,
                ports.ids(),
                ports.clock(),
                policies.registration());
        purgeRegistrations = new PurgeRegistrations(ports.registrations(), ports.clock());
        signIn = new SignIn(
                ports.transactor(),
                ports.users(),
                ports.passwordHasher(),
                ports.rateLimits(),
                gate,
                clients,
                opener,
                issuer,
                guesses,
                challenges,
                ports.clock());
        answerSecondFactor = new AnswerSecondFactor(
                ports.transactor(),
                ports.signInChallenges(),
                challenges,
                factorCheck,
                ports.rateLimits(),
                opener,
                issuer,
                ports.clock());
        stepUp = new StepUp(ports.transactor(), ports.sessions(), reauthentication, issuer, auditor, ports.clock());
        enrolTotp = new EnrolTotp(
                ports.transactor(),
                ports.secondFactors(),
                reauthentication,
                ports.rateLimits(),
                ports.totpCodes(),
                ports.qrCodes(),
                ports.ids(),
                ports.clock(),
                policies.secondFactor());
        confirmTotp = new ConfirmTotp(
                ports.transactor(),
                ports.secondFactors(),
                ports.users(),
                ports.sessions(),
                new TotpFactor(ports.totpCodes(), policies.secondFactor().driftSteps()),
                recoveryCodes,
                credentialChange,
                revocations,
                ports.rateLimits(),
                auditor,
                mailer,
                ports.clock());
        removeSecondFactor = new RemoveSecondFactor(
                ports.transactor(),
                ports.secondFactors(),
                reauthentication,
                credentialChange,
                revocations,
                auditor,
                mailer,
                ports.clock());
        renewRecoveryCodes = new RenewRecoveryCodes(
                ports.transactor(),
                ports.secondFactors(),
                reauthentication,
                ports.rateLimits(),
                recoveryCodes,
                auditor,
                mailer,
                ports.clock());
        requestPasswordReset = new RequestPasswordReset(ports.recoveryRequests(), gate, ports.ids(), ports.clock());
        answerRecoveryRequests = new AnswerRecoveryRequests(
                ports.transactor(), ports.recoveryRequests(), ports.users(), resetLinks, auditor, ports.clock());
        resetPassword = new ResetPassword(
                ports.transactor(),
                ports.passwordResets(),
                resetLinks,
                ports.users(),
                screening,
                ports.passwordHasher(),
                credentialChange,
                ports.rateLimits(),
                revocations,
                auditor,
                mailer,
                ports.clock());
        refreshSession = new RefreshSession(
                ports.transactor(),
                ports.sessions(),
                ports.refreshTokens(),
                ports.rateLimits(),
                issuer,
                auditor,
                mailer,
                ports.clock(),
                policies.session());
        endSession = new EndSession(
                ports.transactor(), ports.sessions(), ports.refreshTokens(), revocations, auditor, ports.clock());
        listSessions = new ListSessions(ports.sessions());
        endOwnSession = new EndOwnSession(ports.transactor(), ports.sessions(), revocations, auditor, ports.clock());
        endOtherSessions =
                new EndOtherSessions(ports.transactor(), ports.sessions(), revocations, auditor, ports.clock());
        purgeSessions = new PurgeSessions(ports.sessions(), policies.session());
        var definitions = new RoleDefinitions(ports.roles());
        followRevocations = new FollowRevocations(
                ports.revocationFeed(), revocations, definitions, ports.accessTokens(), ports.clock());
        readPublicKeys = new ReadPublicKeys(ports.accessTokens());
        authenticate = new Authenticate(ports.accessTokens(), revocations, definitions, policies.secondFactor());
        readAccount = new ReadAccount(ports.sessions());
        changeProfile = new ChangeProfile(ports.transactor(), ports.sessions(), ports.users(), auditor, ports.clock());
        changePassword = new ChangePassword(
                ports.transactor(),
                ports.users(),
                reauthentication,
                screening,
                ports.rateLimits(),
                ports.passwordHasher(),
                credentialChange,
                revocations,
                auditor,
                mailer,
                ports.clock());
        requestEmailChange = new RequestEmailChange(
                ports.transactor(),
                ports.emailChanges(),
                ports.blockedDomains(),
                reauthentication,
                emailChangeCodes,
                links,
                ports.rateLimits(),
                auditor,
                mailer,
                ports.clock(),
                policies.account());
        confirmEmailChange = new ConfirmEmailChange(
                ports.transactor(),
                ports.sessions(),
                ports.users(),
                ports.emailChanges(),
                ports.passwordResets(),
                emailChangeCodes,
                links,
                ports.rateLimits(),
                auditor,
                mailer,
                ports.clock(),
                policies.account());
        undoEmailChange = new UndoEmailChange(
                ports.transactor(),
                ports.users(),
                ports.emailChanges(),
                ports.accountDeletions(),
                credentialChange,
                resetLinks,
                links,
                ports.rateLimits(),
                revocations,
                auditor,
                ports.clock());
        deleteAccount = new DeleteAccount(
                ports.transactor(),
                ports.users(),
                ports.accountDeletions(),
                removal,
                credentialChange,
                reauthentication,
                links,
                revocations,
                auditor,
                mailer,
                ports.clock(),
                policies.account());
        keepAccount = new KeepAccount(
                ports.transactor(), ports.accountDeletions(), links, ports.rateLimits(), auditor, ports.clock());
        deleteDueAccounts = new DeleteDueAccounts(ports.transactor(), ports.accountDeletions(), removal, ports.clock());
        exportPersonalData = new ExportPersonalData(
                ports.sessions(), ports.emailChanges(), ports.auditTrail(), ports.rateLimits(), auditor, ports.clock());
        purgeAccountTraces = new PurgeAccountTraces(
                ports.passwordResets(),
                ports.emailChanges(),
                ports.knownClients(),
                ports.signInChallenges(),
                ports.invitations(),
                ports.clock());
        createAdministrator = new CreateAdministrator(
                ports.transactor(),
                ports.users(),
                ports.passwordHasher(),
                auditor,
                ports.ids(),
                ports.clock(),
                screening);
        listUsers = new ListUsers(ports.userDirectory());
        readUser = new ReadUser(ports.userDirectory());
        listUserSessions = new ListUserSessions(ports.userDirectory(), ports.sessions());
        readStatistics = new ReadStatistics(ports.statistics(), ports.clock());
        importUsers = new ImportUsers(
                ports.transactor(),
                ports.carriedUsers(),
                ports.roles(),
                ports.passwordHasher(),
                auditor,
                ports.ids(),
                ports.clock());
        exportUsers = new ExportUsers(ports.transactor(), ports.carriedUsers(), auditor, ports.clock());
        findUser = new FindUser(ports.transactor(), ports.users(), ports.invitations(), ports.clock());
        var mandate = new Mandate(ports.transactor(), ports.users(), reauthentication, auditor, ports.clock());
        listRoles = new ListRoles(ports.roles());
        readRole = new ReadRole(ports.roles());
        createRole = new CreateRole(mandate, ports.roles());
        changeRole = new ChangeRole(mandate, ports.roles());
        deleteRole = new DeleteRole(mandate, ports.roles());
        listPermissions = new ListPermissions(ports.roles());
        allowPermission = new AllowPermission(mandate, ports.roles());
        revokePermission = new RevokePermission(mandate, ports.roles());
        grantRole = new GrantRole(mandate, ports.roles());
        takeRole = new TakeRole(mandate, ports.roles(), ports.users());
        var accountMandate = new AccountMandate(mandate, revocations);
        changeUser = new ChangeUser(accountMandate, ports.users());
        deleteUser = new DeleteUser(accountMandate, ports.users(), removal, revocations);
        suspendUser = new SuspendUser(accountMandate, ports.users(), ports.signInChallenges(), credentialChange);
        reinstateUser = new ReinstateUser(accountMandate, ports.users());
        sendPasswordReset = new SendPasswordReset(accountMandate, resetLinks, ports.rateLimits());
        endUserSessions = new EndUserSessions(accountMandate, ports.sessions());
        endUserSession = new EndUserSession(accountMandate, ports.sessions());
        setPassword = new SetPassword(
                accountMandate, ports.users(), screening, ports.passwordHasher(), credentialChange, mailer);
        resetSecondFactor = new ResetSecondFactor(accountMandate, ports.secondFactors(), credentialChange, mailer);
        inviteUser = new InviteUser(
                mandate,
                ports.invitations(),
                ports.users(),
                ports.roles(),
                links,
                mailer,
                ports.rateLimits(),
                ports.ids(),
                policies.registration());
        inviteDeclared = new InviteDeclared(
                mandate,
                inviteUser,
                ports.declaredAdministrators(),
                ports.users(),
                ports.invitations(),
                ports.secretDigests());
        acceptInvitation = new AcceptInvitation(
                ports.transactor(),
                ports.invitations(),
                ports.users(),
                ports.roles(),
                links,
                screening,
                ports.passwordHasher(),
                ports.rateLimits(),
                opener,
                issuer,
                auditor,
                ports.clock(),
                policies.registration());
        listInvitations = new ListInvitations(ports.invitations(), ports.clock());
        readInvitation = new ReadInvitation(ports.invitations(), ports.clock());
        withdrawInvitation = new WithdrawInvitation(mandate, ports.invitations(), ports.roles());
        dispatchMail = new DispatchMail(
                ports.mailQueue(), ports.mailTransport(), ports.rateLimits(), ports.clock(), policies.mail());
        listAuditEvents = new ListAuditEvents(ports.auditTrail());
        listOwnActivity = new ListOwnActivity(ports.auditTrail());
        listMail = new ListMail(ports.mailRecords(), recipients);
        retryMail = new RetryMail(ports.transactor(), ports.mailRecords(), auditor, ports.clock());
        purgeMail = new PurgeMail(ports.mailRecords(), ports.clock(), policies.mail());
    }

    /**
     * Which passwords the use cases accept, but for known breaches, for whoever wants to judge one before all that a use case needs is
     * there.
     */
    public PasswordPolicy passwordPolicy() {
        return passwordPolicy;
    }

    /** How a second factor is proven, so that whoever asks for it can say how. It is the one that is applied. */
    public SecondFactorPolicy secondFactorPolicy() {
        return secondFactorPolicy;
    }

    /** For whoever serves requests: to be asked first about each that no use case counts. */
    public AdmitRequest admitRequest() {
        return admitRequest;
    }

    public CheckPassword checkPassword() {
        return checkPassword;
    }

    public IssueBotChallenge issueBotChallenge() {
        return issueBotChallenge;
    }

    public RegisterAccount registerAccount() {
        return registerAccount;
    }

    public ResendVerification resendVerification() {
        return resendVerification;
    }

    public VerifyEmail verifyEmail() {
        return verifyEmail;
    }

    public PurgeRegistrations purgeRegistrations() {
        return purgeRegistrations;
    }

    public SignIn signIn() {
        return signIn;
    }

    public AnswerSecondFactor answerSecondFactor() {
        return answerSecondFactor;
    }

    public StepUp stepUp() {
        return stepUp;
    }

    public EnrolTotp enrolTotp() {
        return enrolTotp;
    }

    public ConfirmTotp confirmTotp() {
        return confirmTotp;
    }

    public RemoveSecondFactor removeSecondFactor() {
        return removeSecondFactor;
    }

    public RenewRecoveryCodes renewRecoveryCodes() {
        return renewRecoveryCodes;
    }

    public ResetSecondFactor resetSecondFactor() {
        return resetSecondFactor;
    }

    public RequestPasswordReset requestPasswordReset() {
        return requestPasswordReset;
    }

    /** To be done again and again, and whenever a password reset was requested: it mails the links. */
    public AnswerRecoveryRequests answerRecoveryRequests() {
        return answerRecoveryRequests;
    }

    public ResetPassword resetPassword() {
        return resetPassword;
    }

    public RefreshSession refreshSession() {
        return refreshSession;
    }

    public EndSession endSession() {
        return endSession;
    }

    public ListSessions listSessions() {
        return listSessions;
    }

    public EndOwnSession endOwnSession() {
        return endOwnSession;
    }

    public EndOtherSessions endOtherSessions() {
        return endOtherSessions;
    }

    public PurgeSessions purgeSessions() {
        return purgeSessions;
    }

    /**
     * To be done again and again, by one thread: access tokens are accepted only by who has heard lately what was revoked.
     */
    public FollowRevocations followRevocations() {
        return followRevocations;
    }

    /** Whether it was heard lately enough what was revoked. If not, access tokens are refused, and so are all who present one. */
    public boolean isInformedOfRevocations() {
        return revocations.areCurrent();
    }

    /** How long it has been since all was known that was revoked anywhere; empty if it never was. */
    public Optional<Duration> revocationLag() {
        return revocations.lag();
    }

    public ReadPublicKeys readPublicKeys() {
        return readPublicKeys;
    }

    public Authenticate authenticate() {
        return authenticate;
    }

    public ReadAccount readAccount() {
        return readAccount;
    }

    public ChangeProfile changeProfile() {
        return changeProfile;
    }

    public ChangePassword changePassword() {
        return changePassword;
    }

    public RequestEmailChange requestEmailChange() {
        return requestEmailChange;
    }

    public ConfirmEmailChange confirmEmailChange() {
        return confirmEmailChange;
    }

    public UndoEmailChange undoEmailChange() {
        return undoEmailChange;
    }

    public DeleteAccount deleteAccount() {
        return deleteAccount;
    }

    public KeepAccount keepAccount() {
        return keepAccount;
    }

    /** To be done now and then, if deleted accounts have a grace. */
    public DeleteDueAccounts deleteDueAccounts() {
        return deleteDueAccounts;
    }

    public ExportPersonalData exportPersonalData() {
        return exportPersonalData;
    }

    public PurgeAccountTraces purgeAccountTraces() {
        return purgeAccountTraces;
    }

    public CreateAdministrator createAdministrator() {
        return createAdministrator;
    }

    public ListUsers listUsers() {
        return listUsers;
    }

    public ReadUser readUser() {
        return readUser;
    }

    public ListUserSessions listUserSessions() {
        return listUserSessions;
    }

    public ReadStatistics readStatistics() {
        return readStatistics;
    }

    public ImportUsers importUsers() {
        return importUsers;
    }

    public ExportUsers exportUsers() {
        return exportUsers;
    }

    public FindUser findUser() {
        return findUser;
    }

    public ListRoles listRoles() {
        return listRoles;
    }

    public ReadRole readRole() {
        return readRole;
    }

    public CreateRole createRole() {
        return createRole;
    }

    public ChangeRole changeRole() {
        return changeRole;
    }

    public DeleteRole deleteRole() {
        return deleteRole;
    }

    public ListPermissions listPermissions() {
        return listPermissions;
    }

    public AllowPermission allowPermission() {
        return allowPermission;
    }

    public RevokePermission revokePermission() {
        return revokePermission;
    }

    public GrantRole grantRole() {
        return grantRole;
    }

    public TakeRole takeRole() {
        return takeRole;
    }

    public ChangeUser changeUser() {
        return changeUser;
    }

    public DeleteUser deleteUser() {
        return deleteUser;
    }

    public SuspendUser suspendUser() {
        return suspendUser;
    }

    public ReinstateUser reinstateUser() {
        return reinstateUser;
    }

    public SendPasswordReset sendPasswordReset() {
        return sendPasswordReset;
    }

    public EndUserSessions endUserSessions() {
        return endUserSessions;
    }

    public EndUserSession endUserSession() {
        return endUserSession;
    }

    public SetPassword setPassword() {
        return setPassword;
    }

    public InviteUser inviteUser() {
        return inviteUser;
    }

    public InviteDeclared inviteDeclared() {
        return inviteDeclared;
    }

    public AcceptInvitation acceptInvitation() {
        return acceptInvitation;
    }

    public ListInvitations listInvitations() {
        return listInvitations;
    }

    public ReadInvitation readInvitation() {
        return readInvitation;
    }

    public WithdrawInvitation withdrawInvitation() {
        return withdrawInvitation;
    }

    public ListAuditEvents listAuditEvents() {
        return listAuditEvents;
    }

    public ListOwnActivity listOwnActivity() {
        return listOwnActivity;
    }

    public ListMail listMail() {
        return listMail;
    }

    public RetryMail retryMail() {
        return retryMail;
    }

    public PurgeMail purgeMail() {
        return purgeMail;
    }

    public DispatchMail dispatchMail() {
        return dispatchMail;
    }
}
