package dev.sallyport.devtools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Fakes;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.http.routing.Callers;
import dev.sallyport.http.routing.Dispatcher;
import dev.sallyport.http.routing.Routes;
import dev.sallyport.http.routing.Site;
import dev.sallyport.mail.BundledMailTemplates;
import dev.sallyport.mail.SampleMessages;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GalleryTest {
    private static final URI PUBLIC_URL = URI.create("http://dev.example.com:3000");
    private static final URI LOGO = URI.create("https://example.com:8443/logo;x.png");
    private static final BundledMailTemplates TEMPLATES = new BundledMailTemplates("Tea & Co", PUBLIC_URL);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Site site = open();

    private static Site open() {
        Routes routes = new Routes(new Callers(new Fakes().sallyport().authenticate()));
        new GalleryRoutes(
                        TEMPLATES, TEMPLATES.languages(), LocalHosts.with(PUBLIC_URL), new MailFrame(Optional.of(LOGO)))
                .register(routes);
        return Site.open("127.0.0.1", 0, routes, new Dispatcher(PUBLIC_URL, List.of()));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + site.port() + "/dev/mail/templates" + path))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void showsEveryKindInEveryLanguage() throws Exception {
        assertThat(TEMPLATES.languages())
                .extracting(LanguageTag::value)
                .containsExactly("ar", "de", "en", "es", "fr", "ja", "pt", "ru", "uk", "zh");
        for (LanguageTag language : TEMPLATES.languages()) {
            for (MailMessage message : SampleMessages.in(language)) {
                MailContent content = TEMPLATES.word(message);

                assertThat(get("/" + language + "/" + message.kind() + "/light").body())
                        .as("%s in %s", message.kind(), language)
                        .contains(content.subject().replace("&", "&amp;"));
            }
        }
    }

    @Test
    void leadsToEveryKindAndLanguage() throws Exception {
        String page = get("?language=ar&kind=new-device").body();

        for (LanguageTag language : TEMPLATES.languages()) {
            assertThat(page).contains("templates?language=" + language + "&amp;kind=new-device&amp;");
        }
        for (MailMessage message : SampleMessages.in(LanguageTag.of("ar"))) {
            assertThat(page).contains("templates?language=ar&amp;kind=" + message.kind() + "&amp;");
        }
        assertThat(page).contains("src=\"templates/ar/new-device/light\"");
    }

    @Test
    void showsMailsAsPhonesAndProgramsWithoutHtmlDo() throws Exception {
        assertThat(get("?view=phone&scheme=dark").body())
                .contains("class=\"device phone\"")
                .contains("src=\"templates/en/verify-address/dark\"");
        assertThat(get("?view=text").body()).contains("\n12345678\n").doesNotContain("<iframe");
    }

    @Test
    void showsMailsWhereNothingRuns() throws Exception {
        HttpResponse<String> frame = get("/en/verify-address/light");

        assertThat(frame.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .endsWith("; img-src data: https://example.com:8443")
                .contains("; sandbox allow-same-origin allow-popups")
                .doesNotContain("script");
        assertThat(get("").body()).contains("sandbox=\"allow-same-origin").doesNotContain("allow-scripts");
        assertThat(get("").headers().firstValue("Content-Security-Policy").orElseThrow())
                .doesNotContain("unsafe");
    }

    @ParameterizedTest
    @CsvSource({
        "?language=xx, 404",
        "?kind=gossip, 404",
        "?language=--, 422",
        "?view=watch, 422",
        "?scheme=pink, 422",
        "/xx/verify-address/light, 404",
        "/--/verify-address/light, 404",
        "/en/gossip/light, 404",
        "/en/verify-address/pink, 404"
    })
    void hasNothingElse(String path, int status) throws Exception {
        assertThat(get(path).statusCode()).isEqualTo(status);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/mail/templates", "/dev/mail/templates/en/verify-address/light"})
    void isHiddenFromPagesThatCallUsBySomeOtherName(String path) throws Exception {
        assertThat(RawRequest.status(site.port(), "GET", path, "dev.example.com"))
                .isEqualTo("200");
        assertThat(RawRequest.status(site.port(), "GET", path, "evil.example")).isEqualTo("404");
    }
}
