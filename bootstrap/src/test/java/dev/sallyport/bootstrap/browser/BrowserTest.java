package dev.sallyport.bootstrap.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.MailBag;
import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.Server;
import dev.sallyport.bootstrap.Settings;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.testing.Chromium;
import dev.sallyport.bootstrap.testing.Tab;
import dev.sallyport.http.testing.ApiClient;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.Sql;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Pages in a real browser: ASVS 3.3.1–3.3.4, 3.4.2, 3.5.1–3.5.3")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class BrowserTest {
    private static final String EMAIL = "ada@example.com";
    private static final String PASSWORD = "correct horse battery staple";
    private static final Path SESSION_SCRIPT = Path.of("src/test/resources/dev/sallyport/bootstrap/browser/session.js");

    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private final Deque<AutoCloseable> opened = new ArrayDeque<>();
    private Chromium browser;
    private OtherSite listed;
    private OtherSite unlisted;
    private Server server;
    private Chromium.Profile ada;

    @BeforeAll
    void start(@TempDir Path profile) throws IOException {
        browser = opening(Chromium.start(profile));
        listed = opening(new OtherSite());
        unlisted = opening(new OtherSite());
        Configuration configuration =
                Configuration.parse(Settings.on(POSTGRES.settings(), "CORS_ORIGINS", listed.sameSite()));
        FakeMailTransport mail = new FakeMailTransport();
        SallyportSystem system = opening(SallyportSystem.start(configuration, mail));
        server = opening(Server.start(configuration, system, List.of(new PageRoutes())));
        signUp(mail);
    }

    private <T extends AutoCloseable> T opening(T resource) {
        opened.push(resource);
        return resource;
    }

    private void signUp(FakeMailTransport mail) {
        try (ApiClient api = new ApiClient(URI.create(server.url()).getPort())) {
            String registration = api.post("/api/v1/auth/register", """
                    {"email": "%s", "password": "%s"}""".formatted(EMAIL, PASSWORD))
                    .text("registrationId");
            api.post("/api/v1/auth/verify-email", """
                    {"registrationId": "%s", "code": "%s"}""".formatted(registration, MailBag.codeFor(EMAIL, mail)));
        }
    }

    @AfterAll
    void stop() throws Exception {
        while (!opened.isEmpty()) {
            opened.pop().close();
        }
    }

    @BeforeEach
    void openANewBrowserProfile() {
        ada = browser.newProfile();
    }

    @Test
    void keepsTheRefreshTokenWhereNoScriptCanReadIt() {
        Tab tab = signedIn();

        assertThat(tab.run("document.cookie").asText()).isEmpty();
        assertThat(tab.run("JSON.stringify([{...localStorage}, {...sessionStorage}])")
                        .asText())
                .isEqualTo("[{},{}]");
        JsonNode cookie = ada.onlyCookie();
        assertThat(cookie.get("name").asText()).isEqualTo("__Host-sallyport-refresh");
        assertThat(cookie.get("httpOnly").asBoolean()).isTrue();
        assertThat(cookie.get("secure").asBoolean()).isTrue();
        assertThat(cookie.get("sameSite").asText()).isEqualTo("Strict");
        assertThat(cookie.get("session").asBoolean())
                .as("forgotten when the browser closes")
                .isFalse();
    }

    @Test
    void staysSignedInWhenThePageIsLoadedAgainAndInNewTabs() {
        Tab tab = signedIn();

        tab.reload();

        tab.awaitText("who", EMAIL);
        openApp().awaitText("who", EMAIL);
    }

    @Test
    void tellsWhoTypedTheWrongPassword() {
        Tab tab = openApp();
        tab.awaitText("who", "nobody");

        signIn(tab, "wrong horse battery staple");

        tab.awaitText("who", "The address and the password do not match an account that can be used.");
        assertThat(ada.cookies()).isEmpty();
    }

    /** Without the lock that the documented script takes, so that the server alone has to see to it. */
    @Test
    void twoTabsThatRefreshAtTheSameMomentBothStaySignedIn() {
        Tab one = signedIn();
        Tab other = openApp();
        other.awaitText("who", EMAIL);
        int rounds = 20;
        long before = refreshes();

        for (int round = 0; round < rounds; round++) {
            long moment = one.run("Date.now() + 15").asLong();
            String refresh = "(async () => { while (Date.now() < " + moment + "); "
                    + "return (await fetch('/api/v1/auth/refresh', {method: 'POST'})).status })()";

            CompletableFuture<JsonNode> first = one.start(refresh);
            CompletableFuture<JsonNode> second = other.start(refresh);

            assertThat(first.join().asInt()).isEqualTo(200);
            assertThat(second.join().asInt()).isEqualTo(200);
        }

        assertThat(refreshes() - before)
                .as("of %d refreshes, some met", 2 * rounds)
                .isBetween((long) rounds, 2L * rounds - 1);
        one.reload();
        one.awaitText("who", EMAIL);
        other.click("refresh");
        other.awaitText("who", EMAIL);
    }

    @Test
    void manyTabsOpenedAtOnceAllStaySignedIn() {
        signedIn();

        List<Tab> tabs = Stream.generate(() -> ada.open("about:blank")).limit(6).toList();
        List<CompletableFuture<Void>> loading = tabs.stream()
                .map(tab -> tab.startLoading(server.url() + "/app"))
                .toList();
        loading.forEach(CompletableFuture::join);

        tabs.forEach(tab -> tab.awaitText("who", EMAIL));
        tabs.forEach(tab -> tab.click("refresh"));
        tabs.forEach(tab -> tab.awaitText("who", EMAIL));
    }

    @Test
    void signsOutInAllTabs() {
        Tab one = signedIn();
        Tab other = openApp();
        other.awaitText("who", EMAIL);

        one.click("sign-out");

        one.awaitText("who", "nobody");
        assertThat(ada.cookies()).isEmpty();
        other.click("refresh");
        other.awaitText("who", "nobody");
    }

    @Test
    void aPageOfAListedOriginSignsInRefreshesAndSignsOut() {
        Tab tab = ada.open(listed.sameSite());

        assertThat(tab.run(fromElsewhere("login", "{}", login())).asText()).isEqualTo("200 without refreshToken");
        assertThat(tab.run("document.cookie").asText()).isEmpty();
        assertThat(tab.run(fromElsewhere("refresh", "{}", "{}")).asText()).isEqualTo("200 without refreshToken");
        assertThat(tab.run(fromElsewhere("logout", "{}", "{}")).asText()).isEqualTo("204");
        assertThat(ada.cookies()).isEmpty();
    }

    /**
     * Ports make no difference to cookies: on the same site the browser does send it along, and only the server can tell. The page
     * cannot read what it answers, but without a preflight the request gets there.
     */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aPageOfAnotherOriginGetsNowhere(boolean sameSite) {
        Tab tab = signedIn();
        Tab stranger = ada.open(sameSite ? unlisted.sameSite() : unlisted.crossSite());
        long before = refreshes();
        JsonNode cookie = ada.onlyCookie();

        for (String path : List.of("login", "refresh", "logout")) {
            assertThat(stranger.run(fromElsewhere(path, "{}", login())).asText())
                    .isEqualTo("TypeError");
            assertThat(stranger.run(fromElsewhere(path, "{mode: 'no-cors', body: undefined, headers: {}}", "{}"))
                            .asText())
                    .isEqualTo("TypeError");
        }

        assertThat(refreshes()).isEqualTo(before);
        assertThat(ada.onlyCookie().get("value")).isEqualTo(cookie.get("value"));
        tab.reload();
        tab.awaitText("who", EMAIL);
    }

    @Test
    void theScriptStandsInTheDocumentationWordForWord() throws IOException {
        String script = Files.readString(SESSION_SCRIPT).strip();

        assertThat(Files.readString(Path.of("..", "docs", "features", "browsers.md")))
                .contains("```js\n" + script + "\n```");
    }

    private Tab openApp() {
        return ada.open(server.url() + "/app");
    }

    private Tab signedIn() {
        Tab tab = openApp();
        tab.awaitText("who", "nobody");
        signIn(tab, PASSWORD);
        tab.awaitText("who", EMAIL);
        return tab;
    }

    private static void signIn(Tab tab, String password) {
        tab.fill("email", EMAIL);
        tab.fill("password", password);
        tab.submit();
    }

    /** How often the newest session was refreshed; below zero once it has ended. */
    private static long refreshes() {
        String newest = "SELECT CASE WHEN ended_at IS NULL THEN generation ELSE -1 END FROM sessions"
                + " ORDER BY opened_at DESC LIMIT 1";
        return Long.parseLong(Sql.column(POSTGRES.settings(), newest).getFirst());
    }

    private static String login() {
        return "{email: '" + EMAIL + "', password: '" + PASSWORD + "'}";
    }

    /** What comes of a request to the server from a page that is not its own. */
    private String fromElsewhere(String path, String options, String body) {
        return """
                fetch("%s/api/v1/auth/%s", {
                  method: "POST",
                  credentials: "include",
                  headers: {"Content-Type": "application/json", "X-Token-Delivery": "cookie"},
                  body: JSON.stringify(%s),
                  ...%s
                }).then(
                  async answer => answer.status === 204 ? "204"
                    : `${answer.status} ${"refreshToken" in await answer.json() ? "with" : "without"} refreshToken`,
                  failure => failure.name)
                """.formatted(server.url(), path, body, options);
    }
}
