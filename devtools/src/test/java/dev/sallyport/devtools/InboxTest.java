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
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class InboxTest {
    private static final Instant NOW = Instant.parse("2026-03-01T10:15:30Z");
    private static final URI PUBLIC_URL = URI.create("http://dev.example.com:3000");

    private final DevInbox inbox = new DevInbox(InstantSource.fixed(NOW));
    private final HttpClient client = HttpClient.newHttpClient();
    private final Site site = open();

    private Site open() {
        Routes routes = new Routes(new Callers(new Fakes().sallyport().authenticate()));
        new InboxRoutes(inbox, LocalHosts.with(PUBLIC_URL)).register(routes);
        return Site.open("127.0.0.1", 0, routes, new Dispatcher(PUBLIC_URL, List.of()));
    }

    @AfterEach
    void close() {
        site.close();
    }

    private static Mail mail(int number, String subject, String text, String html) {
        return new Mail(
                new MailId(new UUID(0, number)),
                "verification",
                EmailAddress.of("ada@example.org"),
                new MailContent(subject, text, html),
                null);
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
    void showsPeopleTheCodeApart() throws Exception {
        inbox.deliver(mail(1, "12345678 is your code", "Enter this:\n\n12345678\n\nIt is accepted 10 minutes.", ""));

        assertThat(page().body()).contains("<code>12345678</code>").contains("value=\"12345678\"");
    }

    @Test
    void neverTakesAMailForAPartOfItsPage() throws Exception {
        inbox.deliver(mail(1, "<script>alert(1)</script>", "</pre><img src=x>", "<script>alert(2)</script>"));

        HttpResponse<String> page = page();

        assertThat(page.body()).doesNotContain("<script>alert").doesNotContain("<img src=x>");
        assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("script-src 'self'")
                .doesNotContain("unsafe");
        HttpResponse<String> html = request("GET", "/dev/mail/00000000-0000-0000-0000-000000000001/html", "text/html");
        assertThat(html.body()).contains("<script>alert(2)</script>");
        assertThat(html.headers().firstValue("Content-Security-Policy").orElseThrow())
                .contains("default-src 'none'")
                .contains("; sandbox allow-same-origin allow-popups")
                .doesNotContain("script");
        assertThat(page.body())
                .contains("sandbox=\"allow-same-origin allow-popups")
                .doesNotContain("allow-scripts");
    }

    @Test
    void tellsAPageWhetherSomethingIsNew() throws Exception {
        String before = page().headers().firstValue("ETag").orElseThrow();

        inbox.deliver(mail(1, "first", "one", ""));

        String after = request("HEAD", "/dev/mail", "text/html")
                .headers()
                .firstValue("ETag")
                .orElseThrow();
        assertThat(after).isNotEqualTo(before);
        assertThat(page().headers().firstValue("ETag")).contains(after);
    }

    @Test
    void servesWhatItsPageIsMadeOf() throws Exception {
        assertThat(request("GET", "/dev/assets/inbox.js", "*/*").body()).contains("use strict");
        assertThat(request("GET", "/dev/assets/inbox.css", "*/*").statusCode()).isEqualTo(200);
        assertThat(request("GET", "/dev/assets/inbox.html", "*/*").statusCode()).isEqualTo(404);
    }

    @Test
    void isHiddenFromPagesThatCallUsBySomeOtherName() throws Exception {
        inbox.deliver(mail(1, "first", "one", ""));

        for (String host : List.of("localhost", "127.0.0.1:3000", "[::1]", "192.168.1.2", "dev.example.com:3000")) {
            assertThat(status("GET", host)).as(host).isEqualTo("200");
        }
        for (String host :
                List.of("evil.example", "localhost.evil.example", "1.evil.example", "dev.example.com.evil")) {
            assertThat(status("GET", host)).as(host).isEqualTo("404");
            assertThat(status("DELETE", host)).as(host).isEqualTo("404");
        }
        assertThat(inbox.content().mails()).hasSize(1);
    }

    /** The JDK's client does not let us say which host we mean. */
    private String status(String method, String host) throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), site.port());
                InputStream in = socket.getInputStream()) {
            String request = method + " /dev/mail HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).substring(9, 12);
        }
    }
}
