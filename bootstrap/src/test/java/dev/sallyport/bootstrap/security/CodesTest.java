package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.bootstrap.security.Guest.Pending;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@DisplayName("Codes and links: ASVS 6.5.1–6.5.5, 6.6.2, 6.6.3, 2.3.3, 15.4.2")
final class CodesTest {
    private static final int MOST_FAILURES = 5;

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static RunningSystem system;
    private static Guest guest;
    private static Tables tables;

    @BeforeAll
    static void start() {
        system = RunningSystem.on(postgres.settings(), "DATABASE_POOL_SIZE", "20");
        guest = system.guest();
        tables = new Tables(postgres.settings());
    }

    @AfterAll
    static void stop() {
        system.close();
    }

    // ASVS 6.5.1, 15.4.2.
    @Test
    void aCodeMakesOneAccountAndOneSessionHoweverManyUseItAtOnce() {
        Pending pending = guest.pending("once@example.com");

        List<String> outcomes = Concurrently.times(
                50, i -> guest.verifyByCode(pending.id(), pending.code()).outcome());

        assertThat(Collections.frequency(outcomes, "200")).isEqualTo(1);
        assertThat(Collections.frequency(outcomes, "401 invalid-code")).isEqualTo(49);
        assertThat(accounts("once@example.com")).isEqualTo(1);
        assertThat(sessions("once@example.com")).isEqualTo(1);
    }

    @Test
    void aLinkMakesOneAccountAndOneSessionHoweverManyUseItAtOnce() {
        Pending pending = guest.pending("link-once@example.com");

        // Not more than may fail: each try is counted until it is known how it ends.
        List<String> outcomes = Concurrently.times(
                MOST_FAILURES,
                i -> guest.verifyByLink(pending.token(), Guest.PASSWORD).outcome());

        assertThat(Collections.frequency(outcomes, "200")).isEqualTo(1);
        assertThat(Collections.frequency(outcomes, "401 invalid-code")).isEqualTo(MOST_FAILURES - 1);
        assertThat(sessions("link-once@example.com")).isEqualTo(1);
    }

    // ASVS 15.4.2: the code and the link of one mail are two ways to one account.
    @Test
    void codeAndLinkTogetherMakeOneAccount() {
        Pending pending = guest.pending("both@example.com");

        List<String> outcomes = Concurrently.times(
                        4,
                        i -> i % 2 == 0
                                ? guest.verifyByCode(pending.id(), pending.code())
                                : guest.verifyByLink(pending.token(), Guest.PASSWORD))
                .stream()
                .map(ApiAnswer::outcome)
                .toList();

        assertThat(Collections.frequency(outcomes, "200")).isEqualTo(1);
        assertThat(accounts("both@example.com")).isEqualTo(1);
        assertThat(sessions("both@example.com")).isEqualTo(1);
        assertThat(guest.verifyByLink(pending.token(), Guest.PASSWORD).outcome())
                .isEqualTo("401 invalid-code");
    }

    @Test
    void ofManyRegistrationsOfOneAddressTheFirstProvenIsTheAccount() {
        int many = 20;
        String email = "wanted@example.com";
        List<String> ids = new ArrayList<>();
        List<String> codes = new ArrayList<>();
        for (int i = 0; i < many; i++) {
            ids.add(guest.register(email, password(i)).text("registrationId"));
            codes.add(Inbox.code(guest.mails(email, i + 1).get(i)));
        }

        List<String> outcomes = Concurrently.times(
                many, i -> guest.verifyByCode(ids.get(i), codes.get(i)).outcome());

        assertThat(Collections.frequency(outcomes, "200")).isEqualTo(1);
        assertThat(Collections.frequency(outcomes, "409 email-taken")).isEqualTo(many - 1);
        assertThat(accounts(email)).isEqualTo(1);
        assertThat(sessions(email)).isEqualTo(1);
        int winner = outcomes.indexOf("200");
        assertThat(guest.login(email, password(winner)).outcome()).isEqualTo("200");
        assertThat(guest.login(email, password((winner + 1) % many)).outcome()).isEqualTo("401 invalid-credentials");
    }

    private static String password(int i) {
        return "the password of number " + i;
    }

    // ASVS 6.6.2: only the newest works.
    @Test
    void resendingVoidsTheCodeAndTheLinkBefore() {
        String email = "resent@example.com";
        Pending first = guest.pending(email);

        assertThat(guest.resend(first.id()).outcome()).isEqualTo("202");
        Mail second = guest.mails(email, 2).get(1);

        assertThat(guest.verifyByCode(first.id(), first.code()).outcome()).isEqualTo("401 invalid-code");
        assertThat(guest.verifyByLink(first.token(), Guest.PASSWORD).outcome()).isEqualTo("401 invalid-code");
        assertThat(guest.verifyByCode(first.id(), Inbox.code(second)).outcome()).isEqualTo("200");
    }

    // ASVS 6.6.3: asking for a new code buys no new guesses.
    @Test
    void resendingKeepsTheFailureCount() {
        String email = "counted@example.com";
        Pending first = guest.pending(email);
        guessWrongly(first, MOST_FAILURES - 1);

        guest.resend(first.id());
        Mail second = guest.mails(email, 2).get(1);
        guessWrongly(new Pending(first.id(), Inbox.code(second), Inbox.token(second)), 1);

        assertThat(guest.verifyByCode(first.id(), Inbox.code(second)).outcome()).isEqualTo("401 invalid-code");
        assertThat(guest.verifyByLink(Inbox.token(second), Guest.PASSWORD).outcome())
                .isEqualTo("401 invalid-code");
        assertThat(accounts(email)).isZero();
    }

    @Test
    void fourFailuresAreForgivenAndTheFifthVoidsTheCode() {
        Pending forgiven = guest.pending("forgiven@example.com");
        Pending voided = guest.pending("voided@example.com");

        guessWrongly(forgiven, MOST_FAILURES - 1);
        guessWrongly(voided, MOST_FAILURES);

        assertThat(guest.verifyByCode(forgiven.id(), forgiven.code()).outcome()).isEqualTo("200");
        assertThat(guest.verifyByCode(voided.id(), voided.code()).outcome()).isEqualTo("401 invalid-code");
        assertThat(guest.verifyByLink(voided.token(), Guest.PASSWORD).outcome()).isEqualTo("401 invalid-code");
        // Nor does a new mail help.
        guest.resend(voided.id());
        assertThat(tables.count("audit_events WHERE type = 'registration.resent' AND details->>'registrationId' = '"
                        + voided.id() + "'"))
                .isZero();
    }

    @Test
    void guessesAtTheSameMomentAreNotMoreThanFive() {
        Pending pending = guest.pending("stormed@example.com");

        Concurrently.times(40, i -> guest.verifyByCode(pending.id(), wrong(pending.code(), i)));

        assertThat(tables.value("SELECT failures FROM pending_registrations WHERE id = '" + pending.id() + "'"))
                .isEqualTo(Integer.toString(MOST_FAILURES));
        assertThat(guest.verifyByCode(pending.id(), pending.code()).outcome()).isEqualTo("401 invalid-code");
    }

    // Nobody who merely reads the mail, or opens it for somebody else, gets an account with a stranger's password.
    @Test
    void aLinkNeedsThePassword() {
        Pending pending = guest.pending("mailbox@example.com");

        assertThat(guest.post("verify-email", "token", pending.token()).outcome())
                .isEqualTo("422 invalid-input");
        assertThat(guest.verifyByLink(pending.token(), "not the password at all")
                        .outcome())
                .isEqualTo("401 invalid-credentials");
        assertThat(accounts("mailbox@example.com")).isZero();
        assertThat(guest.verifyByLink(pending.token(), Guest.PASSWORD).outcome())
                .isEqualTo("200");
    }

    @Test
    void theFifthWrongPasswordVoidsTheLinkAndTheCode() {
        Pending pending = guest.pending("guessed@example.com");
        for (int i = 0; i < MOST_FAILURES; i++) {
            assertThat(guest.verifyByLink(pending.token(), "not the password " + i)
                            .outcome())
                    .isEqualTo("401 invalid-credentials");
        }

        assertThat(guest.verifyByLink(pending.token(), Guest.PASSWORD).outcome())
                .isEqualTo("401 invalid-code");
        assertThat(guest.verifyByCode(pending.id(), pending.code()).outcome()).isEqualTo("401 invalid-code");
    }

    // ASVS 6.5.4: at least 20 bits; 6.5.2: kept as nothing that could be used.
    @Test
    void codesHaveEightDigitsAndAreBoundToTheirRegistration() {
        Pending one = guest.pending("one@example.com");
        Pending other = guest.pending("other@example.com");

        assertThat(one.code()).matches("[0-9]{8}");
        assertThat(one.token()).hasSizeGreaterThanOrEqualTo(43);
        assertThat(guest.verifyByCode(one.id(), other.code()).outcome()).isEqualTo("401 invalid-code");
        assertThat(guest.verifyByCode(one.id(), one.code()).outcome()).isEqualTo("200");
    }

    private static void guessWrongly(Pending pending, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(guest.verifyByCode(pending.id(), wrong(pending.code(), i))
                            .outcome())
                    .isEqualTo("401 invalid-code");
        }
    }

    private static String wrong(String code, int i) {
        return "%08d".formatted((Integer.parseInt(code) + 1 + i) % 100_000_000);
    }

    private static int accounts(String email) {
        return tables.count("users WHERE email = '" + email + "'");
    }

    private static int sessions(String email) {
        return tables.count("sessions s JOIN users u ON u.id = s.user_id WHERE u.email = '" + email + "'");
    }
}
