package dev.sallyport.http;

import dev.sallyport.application.Sallyport;
import dev.sallyport.http.access.AccessRefusals;
import dev.sallyport.http.access.PermissionRoutes;
import dev.sallyport.http.access.RoleRoutes;
import dev.sallyport.http.access.UserRoleRoutes;
import dev.sallyport.http.account.AccountRoutes;
import dev.sallyport.http.account.DeletionRoutes;
import dev.sallyport.http.account.EmailRoutes;
import dev.sallyport.http.account.ExportRoutes;
import dev.sallyport.http.account.PasswordCheckRoutes;
import dev.sallyport.http.account.PasswordRoutes;
import dev.sallyport.http.admin.StatisticsRoutes;
import dev.sallyport.http.admin.UserChangeRoutes;
import dev.sallyport.http.admin.UserRoutes;
import dev.sallyport.http.admin.UserSessionRoutes;
import dev.sallyport.http.admin.UserStatusRoutes;
import dev.sallyport.http.audit.AuditRoutes;
import dev.sallyport.http.botchallenge.BotChallengeRoutes;
import dev.sallyport.http.docs.DocsRoutes;
import dev.sallyport.http.forwarding.ClientResolver;
import dev.sallyport.http.health.HealthCheck;
import dev.sallyport.http.health.HealthRoutes;
import dev.sallyport.http.health.Readiness;
import dev.sallyport.http.invitation.AcceptanceRoutes;
import dev.sallyport.http.invitation.InvitationRoutes;
import dev.sallyport.http.mail.MailRoutes;
import dev.sallyport.http.page.PageRoutes;
import dev.sallyport.http.page.ProblemPages;
import dev.sallyport.http.page.ProblemRoutes;
import dev.sallyport.http.reauthentication.ProofRefusals;
import dev.sallyport.http.recovery.RecoveryRoutes;
import dev.sallyport.http.registration.RegistrationRoutes;
import dev.sallyport.http.routing.Callers;
import dev.sallyport.http.routing.CannotListen;
import dev.sallyport.http.routing.ClientGate;
import dev.sallyport.http.routing.Dispatcher;
import dev.sallyport.http.routing.Edge;
import dev.sallyport.http.routing.RequestObserver;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import dev.sallyport.http.routing.Site;
import dev.sallyport.http.secondfactor.RecoveryCodeRoutes;
import dev.sallyport.http.secondfactor.ResetRoutes;
import dev.sallyport.http.secondfactor.TotpRoutes;
import dev.sallyport.http.session.OwnSessionsRoutes;
import dev.sallyport.http.session.SessionRoutes;
import dev.sallyport.http.session.TokenDelivery;
import dev.sallyport.http.session.TrustedPages;
import dev.sallyport.http.signin.SignInRoutes;
import dev.sallyport.http.signin.StepUpRoutes;
import dev.sallyport.http.wellknown.WellKnownRoutes;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/** The running server. */
public final class HttpServer implements AutoCloseable {

    private final Site site;
    private final @Nullable Site management;
    private final Readiness readiness;
    private final HttpSettings settings;

    private HttpServer(Site site, @Nullable Site management, Readiness readiness, HttpSettings settings) {
        this.site = site;
        this.management = management;
        this.readiness = readiness;
        this.settings = settings;
    }

    /** Starts to accept requests; everybody is let in. */
    public static HttpServer start(
            Sallyport sallyport, HttpSettings settings, List<HealthCheck> checks, List<RouteGroup> extra) {
        return start(
                sallyport, settings, checks, new ExtraRoutes(extra, List.of()), ClientGate.OPEN, RequestObserver.NONE);
    }

    /**
     * Starts to accept requests.
     *
     * @param checks what the server depends on; it is ready while all that is required of it is there
     * @param extra routes beyond the server's own
     * @param gate who is let in; the management port is open to everybody who gets there
     * @param observer is told what comes of each request, but for those at the management port
     * @throws CannotListen if a port cannot be opened; then none is
     */
    public static HttpServer start(
            Sallyport sallyport,
            HttpSettings settings,
            List<HealthCheck> checks,
            ExtraRoutes extra,
            ClientGate gate,
            RequestObserver observer) {
        var problemPages = new ProblemPages(settings.appName(), settings.publicUrl());
        var clients = new ClientResolver(settings.trustedProxies());
        var dispatcher = new Dispatcher(
                settings.publicUrl(),
                settings.corsOrigins(),
                settings.defaultLocale(),
                problemPages::missing,
                new Edge(clients, gate, sallyport.admitRequest()),
                observer);
        var managementDispatcher = new Dispatcher(
                settings.publicUrl(),
                settings.corsOrigins(),
                settings.defaultLocale(),
                null,
                new Edge(clients, ClientGate.OPEN, sallyport.admitRequest()),
                RequestObserver.NONE);
        var callers = new Callers(sallyport.authenticate());
        var readiness = new Readiness(checks);
        var health = new HealthRoutes(readiness);

        Site managementSite = null;
        if (settings.managementPort() != null) {
            var routes = new Routes(callers);
            health.register(routes);
            extra.management().forEach(group -> group.register(routes));
            managementSite = Site.open(settings.host(), settings.managementPort(), routes, managementDispatcher);
        }
        try {
            var routes = routes(sallyport, settings, callers, health);
            extra.site().forEach(group -> group.register(routes));
            Site site = Site.open(settings.host(), settings.port(), routes, dispatcher);
            return new HttpServer(site, managementSite, readiness, settings);
        } catch (RuntimeException failure) {
            if (managementSite != null) {
                managementSite.close();
            }
            readiness.close();
            throw failure;
        }
    }

    static Routes routes(Sallyport sallyport, HttpSettings settings, Callers callers, HealthRoutes health) {
        var routes = new Routes(callers);
        var trustedPages = new TrustedPages(settings.publicUrl(), settings.corsOrigins());
        var tokenDelivery = new TokenDelivery(trustedPages);
        var proofRefusals = new ProofRefusals(sallyport.secondFactorPolicy().stepUpMaxAge());
        var accessRefusals = new AccessRefusals(proofRefusals);
        List<RouteGroup> groups = List.of(
                new RegistrationRoutes(
                        sallyport.registerAccount(),
                        sallyport.resendVerification(),
                        sallyport.verifyEmail(),
                        sallyport.passwordPolicy(),
                        settings.defaultLocale(),
                        tokenDelivery),
                new PasswordCheckRoutes(sallyport.checkPassword()),
                new BotChallengeRoutes(sallyport.issueBotChallenge()),
                new SignInRoutes(sallyport.signIn(), sallyport.answerSecondFactor(), tokenDelivery),
                new StepUpRoutes(sallyport.stepUp(), tokenDelivery, proofRefusals),
                new RecoveryRoutes(
                        sallyport.requestPasswordReset(), sallyport.resetPassword(), sallyport.passwordPolicy()),
                new SessionRoutes(sallyport.refreshSession(), sallyport.endSession(), callers, trustedPages),
                new OwnSessionsRoutes(
                        sallyport.listSessions(), sallyport.endOwnSession(), sallyport.endOtherSessions()),
                new AccountRoutes(sallyport.readAccount(), sallyport.changeProfile()),
                new PasswordRoutes(sallyport.changePassword(), sallyport.passwordPolicy(), proofRefusals),
                new EmailRoutes(
                        sallyport.requestEmailChange(),
                        sallyport.confirmEmailChange(),
                        sallyport.undoEmailChange(),
                        proofRefusals),
                new DeletionRoutes(sallyport.deleteAccount(), sallyport.keepAccount(), proofRefusals),
                new TotpRoutes(
                        sallyport.enrolTotp(), sallyport.confirmTotp(), sallyport.removeSecondFactor(), proofRefusals),
                new RecoveryCodeRoutes(sallyport.renewRecoveryCodes(), proofRefusals),
                new ResetRoutes(sallyport.resetSecondFactor(), accessRefusals),
                new RoleRoutes(
                        sallyport.listRoles(),
                        sallyport.readRole(),
                        sallyport.createRole(),
                        sallyport.changeRole(),
                        sallyport.deleteRole(),
                        accessRefusals),
                new PermissionRoutes(
                        sallyport.listPermissions(),
                        sallyport.allowPermission(),
                        sallyport.revokePermission(),
                        accessRefusals),
                new UserRoutes(
                        sallyport.listUsers(), sallyport.readUser(), sallyport.listUserSessions(), accessRefusals),
                new StatisticsRoutes(sallyport.readStatistics(), accessRefusals),
                new UserRoleRoutes(sallyport.grantRole(), sallyport.takeRole(), accessRefusals),
                new UserChangeRoutes(sallyport.changeUser(), sallyport.deleteUser(), accessRefusals),
                new UserStatusRoutes(
                        sallyport.suspendUser(),
                        sallyport.reinstateUser(),
                        sallyport.sendPasswordReset(),
                        accessRefusals),
                new UserSessionRoutes(sallyport.endUserSessions(), sallyport.endUserSession(), accessRefusals),
                new InvitationRoutes(
                        sallyport.inviteUser(),
                        sallyport.listInvitations(),
                        sallyport.readInvitation(),
                        sallyport.withdrawInvitation(),
                        accessRefusals,
                        settings.defaultLocale()),
                new AcceptanceRoutes(sallyport.acceptInvitation(), sallyport.passwordPolicy(), tokenDelivery),
                new AuditRoutes(sallyport.listAuditEvents(), sallyport.listOwnActivity()),
                new MailRoutes(sallyport.listMail(), sallyport.retryMail()),
                new ExportRoutes(sallyport.exportPersonalData()),
                new WellKnownRoutes(sallyport.readPublicKeys()),
                health,
                new DocsRoutes(settings.appName()),
                new ProblemRoutes(new ProblemPages(settings.appName(), settings.publicUrl())),
                new PageRoutes(settings.appName(), sallyport.passwordPolicy().minLength()));
        groups.forEach(group -> group.register(routes));
        return routes;
    }

    /** The port that it listens on. */
    public int port() {
        return site.port();
    }

    /** The port for health, if there is one. */
    public OptionalInt managementPort() {
        return management == null ? OptionalInt.empty() : OptionalInt.of(management.port());
    }

    /**
     * Says from now on that it is not ready, and still serves: until balancers have noticed, and for whoever is at the door
     * already.
     */
    public void stopBeingReady() {
        readiness.stop();
    }

    /**
     * Stops without dropping a request: from now on it says that it is not ready, accepts no more connections, and waits for what is
     * in flight, at most for the grace. The management port closes last, so that probes see it stopping.
     */
    @Override
    public void close() {
        readiness.stop();
        site.drain(settings.shutdownGrace());
        site.close();
        if (management != null) {
            management.close();
        }
        readiness.close();
    }
}
