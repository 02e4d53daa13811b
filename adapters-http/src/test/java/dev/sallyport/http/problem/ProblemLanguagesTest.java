package dev.sallyport.http.problem;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.http.HttpSettings;
import dev.sallyport.http.TestServer;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.http.testing.ApiRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who asks hears of problems in their own language. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProblemLanguagesTest {
    private TestServer server;
    private TestServer portuguese;

    @BeforeAll
    void start() {
        server = TestServer.start();
        HttpSettings usual = TestServer.SETTINGS;
        portuguese = TestServer.start(new HttpSettings(
                usual.host(),
                usual.port(),
                usual.managementPort(),
                usual.publicUrl(),
                usual.appName(),
                usual.corsOrigins(),
                LanguageTag.of("pt-BR"),
                usual.shutdownGrace()));
    }

    @AfterAll
    void stop() {
        server.close();
        portuguese.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            de                         | de | Nicht gefunden
            DE-at                      | de | Nicht gefunden
            pt-PT                      | pt | Não encontrado
            pt-BR,pt;q=0.9,en;q=0.8    | pt | Não encontrado
            en;q=0.5, fr;q=0.8         | fr | Introuvable
            tlh, sw, es-419;q=0.1      | es | No encontrado
            de;q=0, en                 | en | Not found
            en-GB, de                  | en | Not found
            fa-IR                      | fa | یافت نشد
            *                          | en | Not found
            tlh                        | en | Not found
            not, a; language!          | en | Not found
            """)
    void speaksTheBestOfTheCallersLanguagesThatThereIs(String accepted, String language, String title) {
        ApiAnswer answer = ask(server, "/api/v1/nothing", accepted);

        assertThat(answer.outcome()).isEqualTo("404 not-found");
        assertThat(answer.text("title")).isEqualTo(title);
        assertThat(answer.header("Content-Language")).contains(language);
        assertThat(answer.header("Vary")).contains("Accept-Language");
    }

    @Test
    void wordsTheDetailsOfEveryMemberToo() {
        ApiAnswer answer = server.send(ApiRequest.post("/api/v1/auth/register")
                .header("Accept-Language", "fr-CA")
                .json("{\"email\": \"nobody\", \"password\": \"short\"}"));

        assertThat(answer.text("detail"))
                .isEqualTo("Certaines valeurs manquent ou ne peuvent pas être acceptées\u202f; voir errors.");
        assertThat(answer.json().get("errors"))
                .extracting(error -> error.get("detail").asText())
                .containsExactlyInAnyOrder(
                        "Ce n’est pas une adresse e-mail.",
                        "Le mot de passe est trop court (nombre minimal de caractères\u00a0: 15). "
                                + "Quelques mots sans rapport entre eux en font un bon.");
    }

    @Test
    void speaksTheLanguageOfTheServerToWhoeverReadsNoneThatThereIsOrDoesNotSay() {
        assertThat(portuguese.get("/api/v1/nothing").text("title")).isEqualTo("Não encontrado");
        assertThat(ask(portuguese, "/api/v1/nothing", "tlh").text("title")).isEqualTo("Não encontrado");
        assertThat(ask(portuguese, "/api/v1/nothing", "en").text("title")).isEqualTo("Not found");
        assertThat(portuguese.get("/problems/not-found").body()).contains("<html lang=\"pt\" dir=\"ltr\">");
    }

    @ParameterizedTest
    @CsvSource({"/problems,Probleme", "/problems/not-found,Nicht gefunden"})
    void explainsItselfInThatLanguage(String path, String heading) {
        ApiAnswer page = ask(server, path, "de-CH");

        assertThat(page.header("Content-Language")).contains("de");
        assertThat(page.header("Vary")).contains("Accept-Language");
        assertThat(page.body())
                .contains(
                        "<html lang=\"de\" dir=\"ltr\">",
                        "<h1>" + heading + "</h1>",
                        "<title>" + heading + " · Sallyport");
    }

    @ParameterizedTest
    @CsvSource({"/problems,مشکل‌ها", "/problems/not-found,یافت نشد"})
    void writesFromTheRightWhereThatLanguageDoes(String path, String heading) {
        assertThat(ask(server, path, "fa").body())
                .contains("<html lang=\"fa\" dir=\"rtl\">", "<h1>" + heading + "</h1>");
    }

    @Test
    void looksTheSameFromEitherSide() {
        assertThat(server.get("/assets/page.css").body()).doesNotContainPattern("\\b(left|right)\\b");
    }

    private static ApiAnswer ask(TestServer server, String path, String accepted) {
        return server.send(ApiRequest.get(path).header("Accept-Language", accepted));
    }
}
