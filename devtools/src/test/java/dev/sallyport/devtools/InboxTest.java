package dev.sallyport.devtools;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Fakes;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.http.routing.Callers;
import dev.sallyport.http.routing.Dispatcher;
import dev.sallyport.http.routing.Routes;
import dev.sallyport.http.routing.Site;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InboxTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
    private static final URI PUBLIC_URL = URI.create("http://dev.example.com:3000");

    private final DevInbox inbox = new DevInbox(InstantSource.fixed(NOW));
    private final HttpClient client = HttpClient.newHttpClient();
    private final Site site = open();

    private Site open() {
        Routes routes = new Routes(new Callers(new Fakes().sallyport().authenticate()));
        new DevAssets().register(routes);
        new InboxRoutes(inbox, LocalHosts.with(PUBLIC_URL), new MailFrame(Optional.empty()), InboxTest::source)
                .register(routes);
        return Site.open("127.0.0.1", 0, routes, new Dispatcher(PUBLIC_URL, List.of()));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static String source(DevInbox.Received received) {
        return "Subject: " + received.mail().content().subject() + "\r\n\r\n"
                + received.mail().content().text();
    }

    private static Mail mail(int number, String subject, String text, String html) {
        return mailTo("ada@example.org", number, subject, text, html);
    }

    private static Mail mailTo(String address, int number, String subject, String text, String html) {
        return new Mail(
                new MailId(id(number)),
                "verification",
                EmailAddress.of(address),
                new MailContent(subject, text, html),
                null);
    }

    private static UUID id(int number) {
        return new UUID(0, number);
    }

    private HttpResponse<String> request(String method, String path, String accept) throws Exception {
        return client.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + site.port() + path))
                        .header("Accept", accept)
                        .method(method, BodyPublishers.noBody())
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> json() throws Exception {
        return request("GET", "/dev/mail", "application/json");
    }

    private HttpResponse<String> page() throws Exception {
        return request("GET", "/dev/mail", "text/html,application/xhtml+xml,*/*;q=0.8");
    }

    @Test
    void showsProgramsTheNewestMailFirst() throws Exception {
        inbox.deliver(mail(1, "first", "one", "<p>one</p>"));
        inbox.deliver(mail(2, "second", "two", "<p>two</p>"));

        assertThat(json().headers().firstValue("Content-Type")).contains("application/json");
        assertThat(json().body()).isEqualTo("""
                [{"id":"00000000-0000-0000-0000-000000000002","to":"ada@example.org","subject":"second",\
                "text":"two","html":"<p>two</p>","sentAt":"2026-03-01T10:15:30Z"},\
                {"id":"00000000-0000-0000-0000-000000000001","to":"ada@example.org","subject":"first",\
                "text":"one","html":"<p>one</p>","sentAt":"2026-03-01T10:15:30Z"}]""");
    }

    @Test
    void forgetsTheOldestWhenItIsFull() {
        for (int i = 0; i <= DevInbox.CAPACITY; i++) {
            inbox.deliver(mail(i, "mail " + i, "", ""));
        }

        List<DevInbox.Received> mails = inbox.content().mails();

        assertThat(mails).hasSize(DevInbox.CAPACITY);
        assertThat(mails.getFirst().mail().content().subject()).isEqualTo("mail " + DevInbox.CAPACITY);
        assertThat(mails.getLast().mail().content().subject()).isEqualTo("mail 1");
    }

    @Test
    void isEmptyOnceItIsDeleted() throws Exception {
        inbox.deliver(mail(1, "first", "one", ""));

        assertThat(request("DELETE", "/dev/mail", "*/*").statusCode()).isEqualTo(204);
        assertThat(json().body()).isEqualTo("[]");
    }

    @Test
    void showsProgramsTheMailsToOneAddress() throws Exception {
        inbox.deliver(mailTo("ada@example.org", 1, "hers", "", ""));
        inbox.deliver(mailTo("canada@example.org", 2, "not hers", "", ""));

        assertThat(request("GET", "/dev/mail?to=ADA@Example.ORG", "application/json")
                        .body())
                .contains("\"hers\"")
                .doesNotContain("not hers");
        assertThat(request("GET", "/dev/mail?to=nobody@example.org", "application/json")
                        .body())
                .isEqualTo("[]");
        assertThat(request("GET", "/dev/mail?to=ada", "application/json").statusCode())
                .isEqualTo(422);
    }

    @Test
    void showsProgramsTheLatestMail() throws Exception {
        inbox.deliver(mailTo("ada@example.org", 1, "first", "one", "<p>one</p>"));
        inbox.deliver(mailTo("ada@example.org", 2, "second", "two", "<p>two</p>"));
        inbox.deliver(mailTo("grace@example.org", 3, "third", "three", ""));

        HttpResponse<String> latest = request("GET", "/dev/mail/latest?to=Ada@example.org", "*/*");

        assertThat(latest.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(latest.body()).isEqualTo("""
                {"id":"00000000-0000-0000-0000-000000000002","to":"ada@example.org","subject":"second",\
                "text":"two","html":"<p>two</p>","sentAt":"2026-03-01T10:15:30Z"}""");
        assertThat(request("GET", "/dev/mail/latest", "*/*").body()).contains("\"third\"");
    }

    @Test
    void saysThatThereIsNoLatestMail() throws Exception {
        inbox.deliver(mail(1, "first", "one", ""));

        HttpResponse<String> none = request("GET", "/dev/mail/latest?to=grace@example.org", "*/*");

        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.headers().firstValue("Content-Type")).contains("application/problem+json");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "to=",
                "to=ada",
                "to=ada@example.org&to=grace@example.org",
                "to=ada+x@example.org",
                "whom=ada@example.org",
                "wait=",
                "wait=31s",
                "wait=-1s",
                "wait=5",
                "wait=99999999999999999999s"
            })
    void refusesWhatItDoesNotUnderstand(String query) throws Exception {
        HttpResponse<String> refused = request("GET", "/dev/mail/latest?" + query, "*/*");

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("\"pointer\":\"?" + query.replaceFirst("=.*", "\""));
    }

    @Test
    void waitsForAMailThatIsStillToCome() throws Exception {
        inbox.deliver(mailTo("grace@example.org", 1, "not it", "", ""));
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Optional<DevInbox.Received>> newest = CompletableFuture.supplyAsync(() -> inbox.newest(
                received -> {
                    asked.countDown();
                    return received.mail().to().value().equals("ada@example.org");
                },
                Duration.ofSeconds(30)));

        // Who was asked about the first mail holds the inbox until they wait.
        asked.await();
        inbox.deliver(mailTo("grace@example.org", 2, "not it either", "", ""));
        inbox.deliver(mailTo("ada@example.org", 3, "it", "", ""));

        assertThat(newest.get(20, TimeUnit.SECONDS))
                .hasValueSatisfying(received ->
                        assertThat(received.mail().content().subject()).isEqualTo("it"));
    }

    @Test
    void keepsNobodyWaitingOnceItIsClosed() throws Exception {
        inbox.deliver(mailTo("grace@example.org", 1, "not it", "", ""));
        CountDownLatch asked = new CountDownLatch(1);
        CompletableFuture<Optional<DevInbox.Received>> newest = CompletableFuture.supplyAsync(() -> inbox.newest(
                received -> {
                    asked.countDown();
                    return false;
                },
                Duration.ofHours(1)));

        asked.await();
        inbox.close();

        assertThat(newest.get(20, TimeUnit.SECONDS)).isEmpty();
        assertThat(request("GET", "/dev/mail/latest?to=ada@example.org&wait=30s", "*/*")
                        .statusCode())
                .isEqualTo(404);
    }

    @Test
    void waitsAsLongAsItIsAsked() throws Exception {
        long began = System.nanoTime();

        HttpResponse<String> none = request("GET", "/dev/mail/latest?wait=1s", "*/*");

        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isGreaterThanOrEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void showsPeopleTheNewestMailUntilTheyChooseOne() throws Exception {
        inbox.deliver(mail(1, "first", "the first one's text", ""));
        inbox.deliver(mail(2, "second", "the second one's text", ""));

        assertThat(request("GET", "/dev/mail?view=text", "text/html").body())
                .contains("the second one&#39;s text")
                .doesNotContain("the first one&#39;s text");
        assertThat(request("GET", "/dev/mail?view=text&mail=" + id(1), "text/html")
                        .body())
                .contains("the first one&#39;s text")
                .doesNotContain("the second one&#39;s text");
        assertThat(request("GET", "/dev/mail?mail=" + id(3), "text/html").body())
                .contains("This mail is no longer there.");
    }

    @Test
    void showsPeopleTheMailsToAddressesThatTheyTypeAPartOf() throws Exception {
        inbox.deliver(mailTo("ada@example.org", 1, "to ada", "", ""));
        inbox.deliver(mailTo("canada@example.org", 2, "to canada", "", ""));
        inbox.deliver(mailTo("grace@example.com", 3, "to grace", "", ""));

        assertThat(request("GET", "/dev/mail?to=ADA", "text/html").body())
                .contains("to ada")
                .contains("to canada")
                .doesNotContain("to grace");
        assertThat(request("GET", "/dev/mail?to=ada@example.org", "text/html").body())
                .contains("to ada")
                .doesNotContain("to canada");
        assertThat(request("GET", "/dev/mail?to=nobody", "text/html").body())
                .contains("There is no mail to such an address.");
    }

    @Test
    void showsPeopleTheCodeAndTheLinkApart() throws Exception {
        inbox.deliver(mail(
                1,
                "12345678 is your code",
                "Enter this:\n\n12345678\n\nOr open this:\n\nhttps://id.example.com/verify#token=a&b\n\nIt works 10 minutes.",
                ""));

        assertThat(page().body())
                .contains("<code>12345678</code>")
                .contains("value=\"12345678\"")
                .contains("value=\"https://id.example.com/verify#token=a&amp;b\"");
    }

    @Test
    void offersNoLinkThatIsNotOne() throws Exception {
        inbox.deliver(mail(1, "hello", "javascript:alert(1)\n\n123456789\n\nSee https://example.org for more.", ""));

        assertThat(page().body()).doesNotContain("class=\"copy").contains("<article");
    }

    @Test
    void neverTakesAMailForAPartOfItsPage() throws Exception {
        inbox.deliver(mail(
                1,
                "<script>alert(1)</script>{{mail}}{{text}}",
                "</pre></iframe><img src=x>",
                "<script>alert(2)</script>"));

        for (String view : List.of("html", "text", "source")) {
            HttpResponse<String> page = request("GET", "/dev/mail?view=" + view, "text/html");

            assertThat(page.body())
                    .contains("&lt;script&gt;alert(1)&lt;/script&gt;&#123;&#123;mail}}")
                    .doesNotContain("<script>alert")
                    .doesNotContain("<img src=x>")
                    .doesNotContain("{{");
            assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                    .contains("default-src 'none'")
                    .contains("script-src 'self'")
                    .doesNotContain("unsafe");
        }
        assertThat(page().body())
                .contains("sandbox=\"allow-same-origin allow-popups")
                .doesNotContain("allow-scripts");
    }

    @Test
    void showsTheLooksOfAMailWhereNothingRuns() throws Exception {
        inbox.deliver(mail(1, "hello", "", "</iframe><script>alert(2)</script>"));

        HttpResponse<String> html = request("GET", "/dev/mail/" + id(1) + "/html", "text/html");

        assertThat(html.body()).endsWith("</iframe><script>alert(2)</script>");
        assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("; sandbox allow-same-origin allow-popups")
                .doesNotContain("script");
        assertThat(html.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @Test
    void showsTheSourceOfAMailAsNothingButText() throws Exception {
        inbox.deliver(mail(1, "hello", "Content-Type: text/html\r\n\r\n<script>alert(1)</script>", ""));

        HttpResponse<String> source = request("GET", "/dev/mail/" + id(1) + "/source", "text/html");

        assertThat(source.body())
                .isEqualTo("Subject: hello\r\n\r\nContent-Type: text/html\r\n\r\n<script>alert(1)</script>");
        assertThat(source.headers().firstValue("Content-Type").orElseThrow()).startsWith("text/plain");
        assertThat(source.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
    }

    @ParameterizedTest
    @ValueSource(strings = {"html", "source"})
    void hasNothingOfAMailThatIsGone(String part) throws Exception {
        assertThat(request("GET", "/dev/mail/" + id(1) + "/" + part, "*/*").statusCode())
                .isEqualTo(404);
    }

    @Test
    void tellsAPageWhetherSomethingIsNew() throws Exception {
        String before = page().headers().firstValue("ETag").orElseThrow();
        assertThat(unless(before)).isEqualTo(304);

        inbox.deliver(mail(1, "first", "one", ""));

        assertThat(unless(before)).isEqualTo(200);
        assertThat(page().headers().firstValue("ETag")).isNotEqualTo(Optional.of(before));
        assertThat(json().headers().firstValue("ETag"))
                .isNotEqualTo(page().headers().firstValue("ETag"));
    }

    private int unless(String tag) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://localhost:" + site.port() + "/dev/mail"))
                                .header("Accept", "text/html")
                                .header("If-None-Match", tag)
                                .build(),
                        BodyHandlers.discarding())
                .statusCode();
    }

    @Test
    void servesWhatItsPageIsMadeOf() throws Exception {
        for (String asset : List.of("inbox.js", "frame.js", "gallery.js", "mail.css")) {
            assertThat(request("GET", "/dev/assets/" + asset, "*/*").statusCode())
                    .as(asset)
                    .isEqualTo(200);
        }
        assertThat(request("GET", "/dev/assets/inbox.html", "*/*").statusCode()).isEqualTo(404);
    }

    @Test
    void isHiddenFromPagesThatCallUsBySomeOtherName() throws Exception {
        inbox.deliver(mail(1, "first", "one", ""));

        for (String host : List.of("localhost", "127.0.0.1:3000", "[::1]", "192.168.1.2", "dev.example.com:3000")) {
            assertThat(status("GET", "/dev/mail", host)).as(host).isEqualTo("200");
        }
        for (String host :
                List.of("evil.example", "localhost.evil.example", "1.evil.example", "dev.example.com.evil")) {
            assertThat(status("DELETE", "/dev/mail", host)).as(host).isEqualTo("404");
            for (String path : List.of("", "/latest", "/" + id(1) + "/html", "/" + id(1) + "/source")) {
                assertThat(status("GET", "/dev/mail" + path, "localhost"))
                        .as(path)
                        .isEqualTo("200");
                assertThat(status("GET", "/dev/mail" + path, host))
                        .as(host + path)
                        .isEqualTo("404");
            }
        }
        assertThat(inbox.content().mails()).hasSize(1);
    }

    private String status(String method, String path, String host) throws Exception {
        return RawRequest.status(site.port(), method, path, host);
    }
}
