package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.http.testing.ApiAnswer;
import dev.sallyport.persistence.testing.PostgresForTests;
import dev.sallyport.persistence.testing.RoundTripCounter;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An account gets another address by whoever has the password and the new mailbox; whoever has the old mailbox takes it back. */
@DisplayName("Change of address: ASVS 6.3.7, 6.3.8, 6.5.1, 6.6.2, 6.6.3, 7.4.3, 7.5.1, 2.3.3, 15.4.2")
final class AddressChangeTest {
    private static final String NEW_PASSWORD = "seven quiet lanterns drift ashore";
    private static final String THIEFS_PASSWORD = "the password of the thief";
    private static final String INVALID_CODE = "401 invalid-code";
    private static final String INVALID_LINK = "401 invalid-link";
    private static final String REFUSED = "401 invalid-credentials";
    private static final int MOST_FAILURES = 5;

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private static RoundTripCounter counter;
    private static SteeredSystem system;
    private static Guest guest;
    private static Tables tables;

    @BeforeAll
    static void start() {
        counter = RoundTripCounter.before(postgres.settings());
        system = SteeredSystem.on(counter.settings(), new FakePasswordHasher(), "ACCOUNT_DELETION_GRACE", "30d");
        guest = system.guest();
        tables = new Tables(postgres.settings());
    }

    @AfterAll
    static void stop() throws IOException {
        system.close();
        counter.close();
    }

    @Test
    void takesThePasswordAndACodeFromTheNewMailboxAndTellsBoth() {
        String accessToken = accessToken("old@example.com");

        assertThat(guest.changeEmail(accessToken, "new@example.com", "not the password")
                        .outcome())
                .isEqualTo(REFUSED);
        assertThat(guest.changeEmail(accessToken, "new@example.com", Guest.PASSWORD)
                        .outcome())
                .isEqualTo("202");
        String code = Inbox.code(guest.mail("new@example.com", "confirm-new-address"));
        assertThat(guest.mail("old@example.com", "email-change-requested")
                        .content()
                        .text())
                .contains("new@example.com");
        assertThat(guest.me(accessToken).text("email")).isEqualTo("old@example.com");

        ApiAnswer confirmed = guest.confirmEmail(accessToken, code);

        assertThat(confirmed.outcome()).isEqualTo("200");
        assertThat(confirmed.text("email")).isEqualTo("new@example.com");
        assertThat(guest.me(accessToken).text("email")).isEqualTo("new@example.com");
        assertThat(guest.login("new@example.com", Guest.PASSWORD).outcome()).isEqualTo("200");
        assertThat(guest.login("old@example.com", Guest.PASSWORD).outcome()).isEqualTo(REFUSED);
        assertThat(guest.mail("old@example.com", "email-changed").content().text())
                .contains("new@example.com");
        assertThat(guest.mail("new@example.com", "new-address-in-use").content().text())
                .doesNotContain("old@example.com", "#token=");
    }

    /** What somebody can see of an answer, and what it cost. */
    private record Trace(List<String> seen, int roundTrips) {}

    private static Trace trace(Supplier<ApiAnswer> request) {
        AtomicReference<ApiAnswer> answer = new AtomicReference<>();
        int roundTrips = counter.during(() -> answer.set(request.get()));
        return new Trace(Answers.seen(answer.get()), roundTrips);
    }

    @Test
    void aTakenAndAFreeAddressCannotBeToldApart() {
        String asking = accessToken("curious@example.com");
        accessToken("taken@example.com");

        Trace taken = trace(() -> guest.changeEmail(asking, "taken@example.com", Guest.PASSWORD));
        Trace takenConfirmed = trace(() -> guest.confirmEmail(asking, "00000000"));
        Trace free = trace(() -> guest.changeEmail(asking, "free@example.com", Guest.PASSWORD));
        Trace freeConfirmed = trace(() -> guest.confirmEmail(asking, "00000000"));

        assertThat(taken).isEqualTo(free);
        assertThat(taken.seen().getFirst()).isEqualTo("202");
        assertThat(takenConfirmed).isEqualTo(freeConfirmed);
        assertThat(guest.mail("taken@example.com", "address-in-use").content().text())
                .doesNotContainPattern("(?m)^\\s*[0-9]{8}\\s*$")
                .doesNotContain("#token=", "curious@example.com");
        assertThat(system.inbox().to("taken@example.com", "confirm-new-address"))
                .isEmpty();
        assertThat(system.inbox().to("free@example.com", "address-in-use")).isEmpty();
    }

    @Test
    void theFifthWrongCodeVoidsTheChange() {
        String forgiven = accessToken("forgiven@example.com");
        String voided = accessToken("voided@example.com");
        String good = guest.emailCode(forgiven, "forgiven-new@example.com");
        String bad = guest.emailCode(voided, "voided-new@example.com");

        guessWrongly(forgiven, good, MOST_FAILURES - 1);
        guessWrongly(voided, bad, MOST_FAILURES);

        assertThat(guest.confirmEmail(forgiven, good).outcome()).isEqualTo("200");
        assertThat(guest.confirmEmail(voided, bad).outcome()).isEqualTo(INVALID_CODE);
        // ASVS 6.6.3: nor does asking again buy new guesses.
        String again = guest.emailCode(voided, "voided-new@example.com");
        assertThat(guest.confirmEmail(voided, again).outcome()).isEqualTo(INVALID_CODE);
    }

    @Test
    void guessesAtTheSameMomentAreNotMoreThanFive() {
        String accessToken = accessToken("stormed@example.com");
        String code = guest.emailCode(accessToken, "stormed-new@example.com");

        Concurrently.times(40, i -> guest.confirmEmail(accessToken, wrong(code, i)));

        assertThat(tables.value("SELECT c.failures FROM email_changes c JOIN users u ON u.id = c.user_id"
                        + " WHERE u.email = 'stormed@example.com'"))
                .isEqualTo(Integer.toString(MOST_FAILURES));
        assertThat(guest.confirmEmail(accessToken, code).outcome()).isEqualTo(INVALID_CODE);
    }

    private static void guessWrongly(String accessToken, String code, int times) {
        for (int i = 0; i < times; i++) {
            assertThat(guest.confirmEmail(accessToken, wrong(code, i)).outcome())
                    .isEqualTo(INVALID_CODE);
        }
    }

    private static String wrong(String code, int i) {
        return "%08d".formatted((Integer.parseInt(code) + 1 + i) % 100_000_000);
    }

    // ASVS 6.6.2: also where both want the same address.
    @Test
    void aCodeIsWorthNothingToAnotherUser() {
        String one = accessToken("one@example.com");
        String other = accessToken("other@example.com");
        String ones = guest.emailCode(one, "both-want@example.com");
        String others = guest.emailCode(other, "both-want@example.com");

        assertThat(guest.confirmEmail(one, others).outcome()).isEqualTo(INVALID_CODE);
        assertThat(guest.confirmEmail(other, ones).outcome()).isEqualTo(INVALID_CODE);
        assertThat(guest.confirmEmail(one, ones).outcome()).isEqualTo("200");
        assertThat(guest.confirmEmail(other, others).outcome()).isEqualTo("409 email-taken");
    }

    @Test
    void aNewWishVoidsTheCodeOfTheOneBefore() {
        String accessToken = accessToken("undecided@example.com");
        String first = guest.emailCode(accessToken, "first@example.com");
        String second = guest.emailCode(accessToken, "second@example.com");

        assertThat(guest.confirmEmail(accessToken, first).outcome()).isEqualTo(INVALID_CODE);
        assertThat(guest.confirmEmail(accessToken, second).text("email")).isEqualTo("second@example.com");
    }

    @Test
    void aCodeChangesTheAddressOnceHoweverManyUseItAtOnce() {
        String accessToken = accessToken("eager@example.com");
        String code = guest.emailCode(accessToken, "eager-new@example.com");

        List<String> outcomes = Concurrently.times(
                50, i -> guest.confirmEmail(accessToken, code).outcome());

        assertThat(Collections.frequency(outcomes, "200")).isEqualTo(1);
        assertThat(Collections.frequency(outcomes, INVALID_CODE)).isEqualTo(49);
        assertThat(audited("eager-new@example.com", "email.changed")).isEqualTo(1);
        guest.mails("eager@example.com", 0);
        assertThat(system.inbox().to("eager@example.com", "email-changed")).hasSize(1);
    }

    @Test
    void ofTwoUsersWhoProveOneAddressAtOnceOneHasIt() {
        List<String> outcomes = new ArrayList<>();
        int rounds = 15;
        for (int round = 0; round < rounds; round++) {
            String wanted = "wanted-" + round + "@example.com";
            List<String> tokens = List.of(
                    accessToken("left-" + round + "@example.com"), accessToken("right-" + round + "@example.com"));
            List<String> codes =
                    tokens.stream().map(token -> guest.emailCode(token, wanted)).toList();

            List<String> both = Concurrently.times(
                    2, i -> guest.confirmEmail(tokens.get(i), codes.get(i)).outcome());

            assertThat(both).containsExactlyInAnyOrder("200", "409 email-taken");
            assertThat(tables.count("users WHERE email = '" + wanted + "'")).isEqualTo(1);
            outcomes.addAll(both);
        }
        assertThat(outcomes).hasSize(2 * rounds);
    }

    @Test
    void theOldMailboxTakesItBackAndDisablesThePasswordUntilItIsReset() {
        String email = "robbed@example.com";
        ApiAnswer stolen = guest.signUp(email);
        change(stolen.text("accessToken"), "thief-1@example.com");
        ApiAnswer another = guest.login("thief-1@example.com", Guest.PASSWORD);
        String undo = Inbox.token(guest.mail(email, "email-changed"));

        ApiAnswer undone = guest.undoEmail(undo);

        assertThat(undone.outcome()).isEqualTo("204");
        assertThat(undone.body()).isEmpty();
        for (ApiAnswer session : List.of(stolen, another)) {
            assertThat(guest.me(session.text("accessToken")).outcome()).isEqualTo("401 invalid-access-token");
            assertThat(guest.refresh(session.text("refreshToken")).outcome()).isEqualTo("401 invalid-refresh-token");
        }
        assertThat(tables.count("users WHERE email = 'thief-1@example.com'")).isZero();
        assertThat(guest.login(email, Guest.PASSWORD).outcome()).isEqualTo(REFUSED);
        String reset = Inbox.token(guest.mail(email, "email-change-undone"));
        assertThat(guest.reset(reset, NEW_PASSWORD).outcome()).isEqualTo("204");
        assertThat(guest.login(email, NEW_PASSWORD).outcome()).isEqualTo("200");
    }

    // The notice of the wish has such a link, too: nobody has to wait until the harm is done.
    @Test
    void theNoticeOfTheWishStopsIt() {
        String email = "warned@example.com";
        String stolen = accessToken(email);
        String code = guest.emailCode(stolen, "thief-2@example.com");

        assertThat(guest.undoEmail(Inbox.token(guest.mail(email, "email-change-requested")))
                        .outcome())
                .isEqualTo("204");

        assertThat(guest.confirmEmail(stolen, code).outcome()).isEqualTo("401 invalid-access-token");
        assertThat(tables.count("email_changes c JOIN users u ON u.id = c.user_id WHERE u.email = '" + email + "'"))
                .isZero();
        assertThat(guest.login(email, Guest.PASSWORD).outcome()).isEqualTo(REFUSED);
    }

    @Test
    void undoesOnceHoweverManyUseTheLinkAtOnce() {
        String email = "undone-once@example.com";
        change(accessToken(email), "thief-3@example.com");
        String undo = Inbox.token(guest.mail(email, "email-changed"));

        List<String> outcomes =
                Concurrently.times(20, i -> guest.undoEmail(undo).outcome());

        assertThat(Collections.frequency(outcomes, "204")).isEqualTo(1);
        assertThat(Collections.frequency(outcomes, INVALID_LINK)).isEqualTo(19);
        assertThat(audited(email, "email.change-undone")).isEqualTo(1);
        guest.reset(Inbox.token(guest.mail(email, "email-change-undone")), NEW_PASSWORD);
        assertThat(guest.undoEmail(undo).outcome()).isEqualTo(INVALID_LINK);
        assertThat(guest.login(email, NEW_PASSWORD).outcome()).isEqualTo("200");
    }

    @Test
    void theFirstAddressIsRestoredWhateverTheThiefChangedSince() {
        String email = "robbed-thoroughly@example.com";
        String stolen = accessToken(email);
        change(stolen, "lair-1@example.com");
        String owners = Inbox.token(guest.mail(email, "email-changed"));
        change(stolen, "lair-2@example.com");
        String thiefs = Inbox.token(guest.mail("lair-1@example.com", "email-changed"));
        guest.changePassword(stolen, Guest.PASSWORD, THIEFS_PASSWORD);
        String thiefsReset = guest.resetToken("lair-2@example.com");
        String thiefsSession =
                guest.login("lair-2@example.com", THIEFS_PASSWORD).text("accessToken");

        assertThat(guest.undoEmail(owners).outcome()).isEqualTo("204");

        assertThat(guest.undoEmail(thiefs).outcome()).isEqualTo(INVALID_LINK);
        assertThat(guest.reset(thiefsReset, THIEFS_PASSWORD).outcome()).isEqualTo(INVALID_LINK);
        assertThat(guest.me(thiefsSession).outcome()).isEqualTo("401 invalid-access-token");
        assertThat(guest.login(email, THIEFS_PASSWORD).outcome()).isEqualTo(REFUSED);
        assertThat(guest.reset(Inbox.token(guest.mail(email, "email-change-undone")), NEW_PASSWORD)
                        .outcome())
                .isEqualTo("204");
        assertThat(guest.login(email, NEW_PASSWORD).outcome()).isEqualTo("200");
        assertThat(tables.count("users WHERE email LIKE 'lair-%'")).isZero();
    }

    @Test
    void aDeletionThatTheThiefBeganIsCalledOff() {
        String email = "robbed-and-deleted@example.com";
        String stolen = accessToken(email);
        change(stolen, "thief-4@example.com");
        assertThat(guest.deleteMe(stolen, Guest.PASSWORD).outcome()).isEqualTo("204");
        String keep = Inbox.token(guest.mail("thief-4@example.com", "account-deletion-scheduled"));

        assertThat(guest.undoEmail(Inbox.token(guest.mail(email, "email-changed")))
                        .outcome())
                .isEqualTo("204");

        assertThat(guest.keepAccount(keep).outcome()).isEqualTo(INVALID_LINK);
        assertThat(tables.count("account_deletions")).isZero();
        guest.reset(Inbox.token(guest.mail(email, "email-change-undone")), NEW_PASSWORD);
        assertThat(guest.login(email, NEW_PASSWORD).outcome()).isEqualTo("200");
    }

    // Whoever registered the old address meanwhile has proven that it is theirs.
    @Test
    void anAddressThatHasAnotherAccountByNowIsNotTakenAway() {
        String email = "given-up@example.com";
        change(accessToken(email), "kept@example.com");
        String undo = Inbox.token(guest.mail(email, "email-changed"));
        guest.register(email, NEW_PASSWORD);
        String link = Inbox.token(guest.mail(email, "verify-address", 2));
        assertThat(guest.verifyByLink(link, NEW_PASSWORD).outcome()).isEqualTo("200");

        assertThat(guest.undoEmail(undo).outcome()).isEqualTo("409 email-taken");

        assertThat(guest.login("kept@example.com", Guest.PASSWORD).outcome()).isEqualTo("200");
        assertThat(guest.login(email, NEW_PASSWORD).outcome()).isEqualTo("200");
    }

    private static String accessToken(String email) {
        return guest.signUp(email).text("accessToken");
    }

    private static void change(String accessToken, String email) {
        assertThat(guest.confirmEmail(accessToken, guest.emailCode(accessToken, email))
                        .outcome())
                .isEqualTo("200");
    }

    private static int audited(String email, String type) {
        return tables.count("audit_events e JOIN users u ON u.id = e.user_id WHERE e.type = '" + type
                + "' AND u.email = '" + email + "'");
    }
}
