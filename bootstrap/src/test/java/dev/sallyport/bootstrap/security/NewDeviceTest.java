package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Whoever signs in where they never did before is told so, by mail, in words that they know their devices by. */
@DisplayName("Sign-in from a new device: ASVS 6.3.5")
final class NewDeviceTest {
    private static final String FIREFOX =
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:140.0) Gecko/20100101 Firefox/140.0";
    private static final String NEWER_FIREFOX =
            "Mozilla/5.0 (Windows NT 11.0; Win64; x64; rv:141.0) Gecko/20100101 Firefox/141.0";
    private static final String IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15"
            + " (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1";

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static RunningSystem system;
    private static Tables tables;

    @BeforeAll
    static void start() {
        system = RunningSystem.on(postgres.settings());
        tables = new Tables(postgres.settings());
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    @Test
    void isMailedAndAuditedOnceAndNeitherForTheFirstDeviceNorForTheSecondTime() {
        String ada = "ada@example.com";
        Guest laptop = system.guest().with(FIREFOX);
        Guest phone = system.guest().with(IPHONE);
        ApiAnswer first = laptop.signUp(ada);
        signIn(laptop, ada);
        signIn(laptop.with(NEWER_FIREFOX), ada);
        assertThat(notices(ada)).isEmpty();

        ApiAnswer onPhone = signIn(phone, ada);
        signIn(phone, ada);

        assertThat(notices(ada)).hasSize(1);
        assertThat(notices(ada).getFirst().content().text()).contains("Safari on iPhone", "127.0.0.1");
        assertThat(audited(first)).containsExactly(onPhone.text("sessionId") + " at 127.0.0.1 with " + IPHONE);
    }

    // Whoever does not know the password makes no device known, and writes nobody any mail.
    @Test
    void isNotMailedWhereSigningInFails() {
        String bob = "bob@example.com";
        Guest phone = system.guest().with(IPHONE);
        ApiAnswer first = system.guest().with(FIREFOX).signUp(bob);

        assertThat(phone.login(bob, "not the password").outcome()).isEqualTo("401 invalid-credentials");
        tables.execute("UPDATE users SET status = 'suspended' WHERE email = '" + bob + "'");
        assertThat(phone.login(bob, Guest.PASSWORD).outcome()).isEqualTo("401 invalid-credentials");
        assertThat(notices(bob)).isEmpty();
        assertThat(audited(first)).isEmpty();

        tables.execute("UPDATE users SET status = 'active' WHERE email = '" + bob + "'");
        signIn(phone, bob);

        assertThat(notices(bob)).hasSize(1);
        assertThat(audited(first)).hasSize(1);
    }

    @Test
    void isMailedOnceHoweverOftenTheDeviceSignsInAtOnce() {
        String eve = "eve@example.com";
        ApiAnswer first = system.guest().with(FIREFOX).signUp(eve);

        Concurrently.times(10, i -> signIn(system.guest().with(IPHONE), eve));

        assertThat(notices(eve)).hasSize(1);
        assertThat(audited(first)).hasSize(1);
    }

    private static ApiAnswer signIn(Guest guest, String email) {
        ApiAnswer answer = guest.login(email, Guest.PASSWORD);
        assertThat(answer.outcome()).isEqualTo("200");
        return answer;
    }

    private static List<Mail> notices(String email) {
        tables.awaitAllMailSettled();
        return system.inbox().to(email).stream()
                .filter(mail -> mail.kind().equals("new-device"))
                .toList();
    }

    private static List<String> audited(ApiAnswer tokens) {
        return tables.values(
                "SELECT concat_ws(' ', details->>'sessionId', 'at', host(client_address), 'with', user_agent)"
                        + " FROM audit_events WHERE type = 'sign-in.new-device' AND user_id = '"
                        + tokens.json().at("/user/id").asText() + "'");
    }
}
