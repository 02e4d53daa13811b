package dev.sallyport.bootstrap.browser;

import dev.sallyport.application.testing.FakeMailTransport;
import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.Server;
import dev.sallyport.bootstrap.Settings;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.testing.Chromium;
import dev.sallyport.bootstrap.testing.Tab;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Challenges against bots in a real browser")
final class BotChallengePageTest {
    private static final String SENT =
            "If there is an account with this address, a mail is on its way. If none arrives within a few minutes, look where unwanted mail goes,"
                    + " and try the other addresses that you have.";

    @RegisterExtension
    static final PostgresForTests POSTGRES = new PostgresForTests();

    private static void ask(Path profile, String outcome, String... settings) throws Exception {
        Configuration configuration = Configuration.parse(Settings.on(POSTGRES.settings(), settings));
        try (Chromium browser = Chromium.start(profile);
                SallyportSystem system = SallyportSystem.start(configuration, new FakeMailTransport());
                Server server = Server.start(configuration, system, List.of())) {
            Tab tab = browser.newProfile().open(server.url() + "/forgot-password");
            tab.fill("email", "ada@example.com");
            tab.submit();

            tab.awaitText("outcome", outcome);
        }
    }

    @Test
    void thePageForALostPasswordDoesTheWork(@TempDir Path profile) throws Exception {
        ask(
                profile,
                SENT,
                "BOT_CHALLENGE",
                "proof-of-work",
                "BOT_CHALLENGE_AFTER",
                "0",
                "BOT_CHALLENGE_DIFFICULTY",
                "3000");
    }

    @Test
    void itSaysWhereToGoIfItTakesAWidget(@TempDir Path profile) throws Exception {
        ask(
                profile,
                "This takes a check that cannot be shown here. Please ask for the mail where you usually sign in.",
                "BOT_CHALLENGE",
                "turnstile",
                "BOT_CHALLENGE_AFTER",
                "0",
                "BOT_CHALLENGE_SITE_KEY",
                "1x00000000000000000000AA",
                "BOT_CHALLENGE_SECRET",
                "1x0000000000000000000000000000000AA");
    }
}
