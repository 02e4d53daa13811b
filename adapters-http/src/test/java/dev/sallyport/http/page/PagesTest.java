package dev.sallyport.http.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.http.HttpSettings;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PagesTest {
    private static final String BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8";
    private static final Pattern REFERENCE = Pattern.compile("(?:src|href)=\"([^\"]*)\"");

    private static final Pattern IMPORT = Pattern.compile("from \"\\./([^\"]*)\"");
    private static final Pattern ELEMENT = Pattern.compile("getElementById\\(\"([^\"]*)\"\\)");
    private static final String FORM_ELEMENTS =
            "getElementById(\"form\") getElementById(\"submit\") getElementById(\"outcome\")";

    private TestServer server;

    @BeforeAll
    void start() {
        server = TestServer.start(new HttpSettings(
                "127.0.0.1",
                0,
                null,
                URI.create("https://id.example.com/"),
                "Tom & <Jerry>",
                List.of(),
                LanguageTag.of("en"),
                Duration.ofSeconds(20)));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/verify-email",
                "/forgot-password",
                "/reset-password",
                "/accept-invitation",
                "/undo-email-change",
                "/keep-account",
                "/docs",
                "/problems",
                "/problems/invalid-code"
            })
    void consistsOfNothingFromElsewhereAndNothingInline(String path) {
        ApiAnswer page = server.get(path);

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Security-Policy").orElse("")).contains("script-src 'self';");
        assertThat(page.body())
                .doesNotContain("{{", "style=", "<style", "onclick", "javascript:", "//")
                .containsPattern("<title>[^<]*Tom &amp; &lt;Jerry&gt;</title>")
                .contains("<html lang=\"en\"");
        assertThat(page.body().split("<script", -1))
                .allMatch(part -> !part.contains("</script>") || part.contains("src="));
        for (MatchResult reference : REFERENCE.matcher(page.body()).results().toList()) {
            String target =
                    URI.create("http://x" + path).resolve(reference.group(1)).getPath();
            assertThat(server.get(target).status()).as(target).isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "verify-email",
                "forgot-password",
                "reset-password",
                "accept-invitation",
                "undo-email-change",
                "keep-account"
            })
    void aFormsScriptImportsAndFindsOnlyWhatThereIs(String name) {
        String page = server.get("/" + name).body();
        String script = server.get("/assets/" + name + ".js").body();

        assertThat(page).contains("src=\"assets/" + name + ".js\"");
        assertThat(IMPORT.matcher(script).results().map(found -> found.group(1)))
                .contains("form.js")
                .allSatisfy(
                        imported -> assertThat(server.get("/assets/" + imported).status())
                                .as(imported)
                                .isEqualTo(200));
        assertThat(ELEMENT.matcher(script + FORM_ELEMENTS).results().map(found -> found.group(1)))
                .allSatisfy(id -> assertThat(page).contains(" id=\"" + id + "\""));
    }

    @Test
    void saysHowLongANewPasswordMustBe() {
        assertThat(server.get("/reset-password").body()).contains("data-min-length=\"15\"", "At least 15 characters");
    }

    @ParameterizedTest
    @EnumSource
    void hasWordsForEveryReasonAgainstAPassword(PasswordPolicy.Refusal refusal) {
        assertThat(server.get("/assets/new-password.js").body()).containsPattern("\\n  \"?" + refusal.code() + "\"?: ");
    }

    @ParameterizedTest
    @EnumSource
    void explainsEveryProblemWhereItsTypeLeads(Problem problem) {
        ApiAnswer page = server.get("/problems/" + problem.code());

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.body()).contains("<code>" + problem.code() + "</code>", "What to do");
        assertThat(server.get("/problems").body()).contains("href=\"problems/" + problem.code() + "\"");
    }

    @Test
    void theTypeOfAProblemIsThePageThatExplainsIt() {
        assertThat(server.post("/api/v1/auth/refresh", "{}").text("type"))
                .isEqualTo("https://id.example.com/problems/invalid-input");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/problems/nonsense", "/problems/INVALID-CODE", "/assets/PageRoutes.class", "/assets/page"})
    void knowsNoOthers(String path) {
        assertThat(server.get(path).outcome()).isEqualTo("404 not-found");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/problems/nonsense", "/no/such/place", "/assets/page"})
    void showsAPageToBrowsersWhereThereIsNothing(String path) {
        ApiAnswer page = server.send(ApiRequest.get(path).header("Accept", BROWSER));

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.header("Content-Type").orElse("")).startsWith("text/html;");
        assertThat(page.header("Content-Security-Policy").orElse("")).contains("script-src 'self';");
        assertThat(page.body())
                .contains("Not found", "href=\"/problems\"", "href=\"/assets/page.css\"")
                .doesNotContain("{{", "nonsense");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            /api/v1/nonsense   | text/html
            /api               | text/html
            /problems/nonsense | */*
            /problems/nonsense | application/json, text/html;q=0.9
            /problems/nonsense | application/problem+json, text/html
            /problems/nonsense | text/html;q=0
            """)
    void answersProgramsInJsonWhereThereIsNothing(String path, String accept) {
        assertThat(server.send(ApiRequest.get(path).header("Accept", accept)).outcome())
                .isEqualTo("404 not-found");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/verify-email", "/reset-password", "/accept-invitation", "/undo-email-change", "/keep-account"})
    void theMailedLinksPagesAreKeptNowhereAndFramedByNobody(String path) {
        ApiAnswer page = server.get(path);

        assertThat(page.header("Cache-Control")).contains("no-store");
        assertThat(page.header("Referrer-Policy")).contains("no-referrer");
        assertThat(page.header("Content-Security-Policy").orElse(""))
                .contains("frame-ancestors 'none'", "form-action 'none'", "base-uri 'none'")
                .doesNotContain("unsafe");
    }
}
