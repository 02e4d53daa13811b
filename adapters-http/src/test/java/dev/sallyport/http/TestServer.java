package dev.sallyport.http;

import dev.sallyport.application.Ports;
import dev.sallyport.application.Sallyport;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.session.FollowRevocations;
import dev.sallyport.application.testing.Fakes;
import dev.sallyport.application.testing.Journey;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.http.health.HealthCheck;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.http.testing.ApiRequest;
import dev.sallyport.http.testing.Authenticator;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/** The server on any free port, over the core on its fakes. */
public final class TestServer implements AutoCloseable {
    public static final HttpSettings SETTINGS = new HttpSettings(
            "127.0.0.1",
            0,
            0,
            URI.create("http://localhost:3000"),
            "Sallyport",
            List.of(),
            LanguageTag.of("en"),
            Duration.ofSeconds(20));
    public static final String EMAIL = "ada@example.com";
    public static final String PASSWORD = "correct horse battery staple";

    private final Fakes fakes;
    private final HttpServer server;
    private final ApiClient api;

    private TestServer(Fakes fakes, HttpServer server) {
        this.fakes = fakes;
        this.server = server;
        this.api = new ApiClient(server.port());
    }

    public static TestServer start() {
        return start(SETTINGS);
    }

    public static TestServer start(HttpSettings settings) {
        Fakes fakes = new Fakes();
        return start(fakes, fakes.sallyport(), settings, List.of(), List.of());
    }

    public static TestServer start(
            Fakes fakes, Sallyport sallyport, HttpSettings settings, List<HealthCheck> checks, List<RouteGroup> extra) {
        return new TestServer(fakes, HttpServer.start(sallyport, settings, checks, extra));
    }

    /** The core on these fakes, but for the hasher. */
    static Sallyport withHasher(Fakes fakes, PasswordHasher hasher) {
        Ports ports = fakes.ports();
        Sallyport sallyport = new Sallyport(
                new Ports(
                        ports.transactor(),
                        ports.users(),
                        ports.userDirectory(),
                        ports.statistics(),
                        ports.carriedUsers(),
                        ports.roles(),
                        ports.emailChanges(),
                        ports.accountDeletions(),
                        ports.registrations(),
                        ports.invitations(),
                        ports.declaredAdministrators(),
                        ports.recoveryRequests(),
                        ports.passwordResets(),
                        ports.sessions(),
                        ports.knownClients(),
                        ports.secondFactors(),
                        ports.signInChallenges(),
                        ports.revocationFeed(),
                        ports.auditTrail(),
                        ports.mailOutbox(),
                        ports.mailQueue(),
                        ports.mailRecords(),
                        ports.mailTemplates(),
                        ports.mailTransport(),
                        ports.rateLimits(),
                        ports.challengeVerifier(),
                        ports.blockedDomains(),
                        hasher,
                        ports.breachedPasswords(),
                        ports.passwordMeter(),
                        ports.totpCodes(),
                        ports.qrCodes(),
                        ports.accessTokens(),
                        ports.refreshTokens(),
                        ports.secretDigests(),
                        ports.secretGenerator(),
                        ports.ids(),
                        ports.clock()),
                Fakes.POLICIES);
        sallyport.followRevocations().handle(new FollowRevocations.Command(Duration.ZERO));
        return sallyport;
    }

    public Fakes fakes() {
        return fakes;
    }

    public HttpServer server() {
        return server;
    }

    public ApiClient api() {
        return api;
    }

    public ApiAnswer get(String path) {
        return api.get(path);
    }

    public ApiAnswer post(String path, String json) {
        return api.post(path, json);
    }

    public ApiAnswer send(ApiRequest request) {
        return api.send(request);
    }

    public Journey journey() {
        return new Journey(fakes);
    }

    /** Registers, proves the address and is signed in, all over HTTP. */
    public ApiAnswer signedIn() {
        String registration =
                post("/api/v1/auth/register", """
                        {"email": "%s", "password": "%s"}""".formatted(EMAIL, PASSWORD)).text("registrationId");
        return post("/api/v1/auth/verify-email", """
                {"registrationId": "%s", "code": "%s"}""".formatted(
                        registration, journey().mailedCode().reveal()));
    }

    /** Enrols an authenticator in that session, all over HTTP, and lets time pass until it shows another code. */
    public Authenticator enrolled(ApiAnswer tokens) {
        ApiRequest enrol = ApiRequest.post("/api/v1/me/totp").bearer(tokens.text("accessToken"));
        Authenticator authenticator = new Authenticator(send(enrol), fakes.clock());
        ApiAnswer confirmed = send(ApiRequest.post("/api/v1/me/totp/confirm")
                .bearer(tokens.text("accessToken"))
                .json("{\"code\": \"%s\"}".formatted(authenticator.code())));
        if (confirmed.status() != 200) {
            throw new AssertionError("could not enrol: " + confirmed.body());
        }
        fakes.clock().advance(Duration.ofSeconds(30));
        return authenticator;
    }

    /** Goes on with a sign-in that asks for a second factor. */
    public ApiAnswer answer(ApiAnswer asked, String factor, String code) {
        return post("/api/v1/auth/login/second-factor", """
                {"challenge": "%s", "factor": "%s", "code": "%s"}""".formatted(asked.text("challenge"), factor, code));
    }

    /** Signs in to the account with that password. */
    public ApiAnswer signIn(String password) {
        return post("/api/v1/auth/login", """
                {"email": "%s", "password": "%s"}""".formatted(EMAIL, password));
    }

    /** The code or token in the mail of that kind which was queued last. */
    public String mailed(String kind) {
        return fakes.mailQueue().last(kind).content().text();
    }

    @Override
    public void close() {
        api.close();
        server.close();
    }
}
