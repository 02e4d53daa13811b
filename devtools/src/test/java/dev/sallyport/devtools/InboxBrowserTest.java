package dev.sallyport.devtools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.sallyport.application.testing.Fakes;
import dev.sallyport.bootstrap.testing.Chromium;
import dev.sallyport.bootstrap.testing.Tab;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.http.page.PageRoutes;
import dev.sallyport.http.routing.Callers;
import dev.sallyport.http.routing.Dispatcher;
import dev.sallyport.http.routing.Routes;
import dev.sallyport.http.routing.Site;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The inbox in a real browser")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class InboxBrowserTest {
    private static final URI PUBLIC_URL = URI.create("http://localhost:3000");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final String SUBJECTS =
            "[...document.querySelectorAll('#mails .subject')].map(e => e.textContent).join()";
    private static final String OPEN = "document.querySelector('article')?.dataset.mail.slice(-1) ?? 'none'";
    private static final String FRAME = "document.querySelector('iframe').contentDocument";

    private final DevInbox inbox = new DevInbox(InstantSource.fixed(Instant.parse("2026-03-01T10:15:30Z")));
    private Chromium browser;
    private Site site;
    private Chromium.Profile developer;

    @BeforeAll
    void start(@TempDir Path profile) throws IOException {
        browser = Chromium.start(profile);
        Routes routes = new Routes(new Callers(new Fakes().sallyport().authenticate()));
        new PageRoutes("Sallyport", 15).register(routes);
        new DevAssets().register(routes);
        new InboxRoutes(
                        inbox,
                        LocalHosts.with(PUBLIC_URL),
                        new MailFrame(Optional.empty()),
                        received -> "Subject: source")
                .register(routes);
        site = Site.open("127.0.0.1", 0, routes, new Dispatcher(PUBLIC_URL, List.of()));
    }

    @AfterAll
    void stop() {
        if (site != null) {
            site.close();
            browser.close();
        }
    }

    @BeforeEach
    void beginAfresh() {
        inbox.empty();
        developer = browser.newProfile();
    }

    private void deliver(int number, String to, String subject, String text, String html) {
        inbox.deliver(new Mail(
                new MailId(new UUID(0, number)),
                "verification",
                EmailAddress.of(to),
                new MailContent(subject, text, html),
                null));
    }

    private void deliver(int number, String subject) {
        deliver(number, "ada@example.org", subject, "text of " + subject, "<p>html of " + subject + "</p>");
    }

    private Tab open() {
        return developer.open("http://localhost:" + site.port() + "/dev/mail");
    }

    private static void awaitThat(Tab tab, String script, String value) {
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(20))
                .untilAsserted(() -> assertThat(tab.run(script).asText()).isEqualTo(value));
    }

    private static void click(Tab tab, String selector) {
        tab.run("document.querySelector(\"" + selector + "\").click()");
    }

    @Test
    void showsWhatComesAndKeepsWhatIsOpen() {
        deliver(1, "first");
        Tab tab = open();
        tab.run("document.querySelector('iframe').marked = true");

        deliver(2, "second");

        awaitThat(tab, SUBJECTS, "second,first");
        assertThat(tab.run(OPEN).asText()).isEqualTo("1");
        assertThat(tab.run("document.querySelector('iframe').marked").asBoolean())
                .as("the frame was not loaded again")
                .isTrue();
        assertThat(tab.run("document.title").asText()).isEqualTo("Mail (2)");
    }

    @Test
    void opensTheFirstThatComesIntoAnEmptyInbox() {
        Tab tab = open();
        awaitThat(tab, OPEN, "none");

        deliver(1, "first");

        awaitThat(tab, OPEN, "1");
    }

    @Test
    void marksWhatWasNotReadYet() {
        deliver(1, "first");
        deliver(2, "second");
        String unread =
                "[...document.querySelectorAll('.new:not([hidden])')].map(e => e.closest('li').id.slice(-1)).join()";
        Tab tab = open();
        awaitThat(tab, unread, "1");

        click(tab, "#mails li:last-child a");

        awaitThat(tab, unread, "");
        tab.reload();
        awaitThat(tab, unread, "");
    }

    @Test
    void showsTheViewsOfAMailAndGoesBack() {
        deliver(1, "first");
        deliver(2, "second");
        Tab tab = open();

        click(tab, "#mails li:last-child a");
        awaitThat(tab, OPEN, "1");
        click(tab, ".tabs a:nth-child(2)");
        awaitThat(tab, "document.querySelector('pre.text')?.textContent", "text of first");
        click(tab, ".tabs a:nth-child(3)");
        awaitThat(tab, "document.querySelector('pre.source')?.textContent", "Subject: source");
        tab.run("history.go(-3)");

        awaitThat(tab, OPEN, "2");
    }

    @Test
    void stepsThroughTheListByKey() {
        deliver(1, "first");
        deliver(2, "second");
        Tab tab = open();
        awaitThat(tab, OPEN, "2");

        tab.run("document.body.dispatchEvent(new KeyboardEvent('keydown', {key: 'j', bubbles: true}))");
        awaitThat(tab, OPEN, "1");
        assertThat(tab.run("document.activeElement.closest('li').id.slice(-1)").asText())
                .isEqualTo("1");

        tab.run("document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'ArrowUp', bubbles: true}))");
        awaitThat(tab, OPEN, "2");
    }

    @Test
    void showsOnPhonesTheListOrAMail() {
        deliver(1, "first");
        deliver(2, "second");
        String visible = "['list', 'pane'].filter(id => document.getElementById(id).offsetParent !== null).join()";
        Tab tab = open();
        awaitThat(tab, visible, "list,pane");

        tab.resize(360, 640);
        awaitThat(tab, visible, "list");
        click(tab, "#mails li:last-child a");
        awaitThat(tab, visible, "pane");
        awaitThat(tab, OPEN, "1");
        assertThat(tab.run("document.documentElement.scrollWidth").asInt())
                .as("nothing sticks out")
                .isEqualTo(360);
        click(tab, ".back a");

        awaitThat(tab, visible, "list");
    }

    @Test
    void listsTheMailsToWhomeverIsTyped() {
        deliver(1, "ada@example.org", "to ada", "", "");
        deliver(2, "grace@example.org", "to grace", "", "");
        Tab tab = open();

        tab.run("to.value = 'ad'; to.dispatchEvent(new Event('input', {bubbles: true}))");

        awaitThat(tab, SUBJECTS, "to ada");
        awaitThat(tab, OPEN, "1");
        deliver(3, "grace@example.org", "to grace again", "", "");
        deliver(4, "ada@example.com", "to ada again", "", "");
        awaitThat(tab, SUBJECTS, "to ada again,to ada");
    }

    @Test
    void emptiesTheInbox() {
        deliver(1, "first");
        Tab tab = open();
        awaitThat(tab, SUBJECTS, "first");

        tab.click("empty");

        awaitThat(tab, SUBJECTS, "");
        awaitThat(tab, OPEN, "none");
        assertThat(inbox.content().mails()).isEmpty();
    }

    @Test
    void copiesTheCodeAndTheLink() {
        deliver(1, "ada@example.org", "code", "Enter\n\n12345678\n\nor open\n\nhttps://example.org/#token=a", "");
        Tab tab = open();
        tab.run("navigator.clipboard.writeText = async text => { document.body.dataset.copied = text }");

        click(tab, ".copy.code button");
        awaitThat(tab, "document.body.dataset.copied", "12345678");
        tab.awaitText("said", "Copied");
        click(tab, ".copy.link button");
        awaitThat(tab, "document.body.dataset.copied", "https://example.org/#token=a");
    }

    @Test
    void selectsTheCodeWhereItMayNotCopy() {
        deliver(1, "ada@example.org", "code", "12345678", "");
        Tab tab = open();
        tab.run("navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))");

        click(tab, ".copy.code button");

        awaitThat(tab, "getSelection().toString()", "12345678");
    }

    @Test
    void makesTheFrameAsHighAsItsMail() {
        deliver(1, "ada@example.org", "high", "", "<body style='margin:0'><div style='height:1500px'></div>");
        Tab tab = open();

        awaitThat(tab, "String(document.querySelector('iframe').clientHeight)", "1500");
    }

    @Test
    void runsNothingOfAMailAndLetsNothingOfItOut() {
        String attack = "top.attacked = true; parent.document.title = 'attacked'";
        String scripted = "<img src='data:,' onerror=\"" + attack + "\"><svg onload=\"" + attack + "\"></svg>";
        deliver(
                1,
                "ada@example.org",
                "</span>" + scripted,
                "</pre></iframe>" + scripted,
                "</iframe><script>" + attack + "</script>" + scripted
                        + "<meta http-equiv=refresh content='0;url=https://attacker.invalid/'>"
                        + "<base href='https://attacker.invalid/'><img src='/dev/assets/mail.css'>"
                        + "<a id=in href=\"javascript:" + attack + "\" target=_self>x</a>"
                        + "<a id=up href='/elsewhere' target=_top>x</a><p id=end>the end</p>");

        Tab tab = open();
        awaitThat(tab, FRAME + ".getElementById('end')?.textContent", "the end");
        awaitThat(tab, FRAME + ".readyState", "complete");
        tab.run(FRAME + ".getElementById('in').click()");
        tab.run(FRAME + ".getElementById('up').click()");
        click(tab, ".tabs a:nth-child(2)");
        awaitThat(tab, "String(document.querySelector('pre.text') !== null)", "true");

        assertThat(tab.run("String(window.attacked)").asText()).isEqualTo("undefined");
        assertThat(tab.run("document.title").asText()).isEqualTo("Mail (1)");
        assertThat(tab.run("location.pathname").asText()).isEqualTo("/dev/mail");
        assertThat(tab.run("document.querySelectorAll('#list img, #pane img, svg').length")
                        .asInt())
                .isZero();
    }
}
