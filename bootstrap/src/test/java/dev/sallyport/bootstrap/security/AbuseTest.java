package dev.sallyport.bootstrap.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.recovery.RequestPasswordReset;
import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.application.registration.VerifyEmail;
import dev.sallyport.application.signin.AnswerSecondFactor;
import dev.sallyport.application.signin.SignIn;
import dev.sallyport.application.testing.FakePasswordHasher;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.secondfactor.TotpCode;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.MailedCode;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.persistence.DatabaseSettings;
import dev.sallyport.persistence.testing.PostgresForTests;
import java.time.Duration;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Attacks, with the default limits, by the clock: how much an attacker really gets who never rests. The numbers are those of the table in
 * {@code docs/features/rate-limits.md}.
 */
@DisplayName("What attackers get: ASVS 6.1.1, 6.3.1, 6.6.3")
final class AbuseTest {
    private static final String OWNER = "owner@example.com";
    private static final EmailAddress OWNERS_ADDRESS = EmailAddress.of(OWNER);
    private static final Password RIGHT = Password.of(Guest.PASSWORD);
    private static final Password WRONG = Password.of("not the password at all");
    private static final MailedCode WRONG_MAILED_CODE = MailedCode.of("00000000");
    private static final TotpCode WRONG_CODE = TotpCode.of("000000");
    private static final int CLIENTS = 200;

    @RegisterExtension
    static final PostgresForTests postgres = new PostgresForTests();

    private final DatabaseSettings database = postgres.server().createDatabase();
    private final Tables tables = new Tables(database);
    private final FakePasswordHasher hasher = new FakePasswordHasher();
    private SteeredSystem system;

    @AfterEach
    void stop() {
        system.close();
    }

    private void start(String... settings) {
        String[] all = new String[settings.length + 2];
        all[0] = "RATE_LIMITS";
        all[1] = "on";
        System.arraycopy(settings, 0, all, 2, settings.length);
        system = SteeredSystem.on(database, hasher, all);
    }

    @Test
    void oneClientThatTriesLeakedPasswordsAtManyAccountsTests60AtOnceAnd60AMinute() {
        start();

        int tried = during(
                Duration.ofMinutes(5),
                Duration.ofSeconds(20),
                i -> isTried(signIn(EmailAddress.of("leaked-" + i + "@example.com"), WRONG, client(0))));

        assertThat(tried).isBetween(60 + 4 * 60, 60 + 5 * 60);
        assertThat(hasher.work()).as("what was refused cost no hash").isEqualTo(tried);
    }

    @Test
    void oneClientThatGuessesAtOneAccountHas10GuessesAtOnceAnd40AnHour() {
        start();

        int guesses = during(
                Duration.ofHours(1), Duration.ofMinutes(2), i -> isTried(signIn(OWNERS_ADDRESS, WRONG, client(0))));

        assertThat(guesses).isBetween(10 + 38, 10 + 40);
    }

    @Test
    void otherSpellingsOfTheAddressAndOtherAddressesOfTheNetworkBuyNothing() {
        start();
        String[] spellings = {OWNER, "Owner@example.com", "OWNER@EXAMPLE.COM", "owner@Example.Com"};
        String[] addresses = {"2001:db8:1:2::1", "2001:db8:1:2:ffff::9", "2001:DB8:1:2:0:0:0:3", "2001:db8:1:2::abcd"};

        int guesses = during(
                Duration.ofMinutes(1),
                Duration.ofSeconds(20),
                i -> isTried(signIn(
                        EmailAddress.of(spellings[i % 4]),
                        WRONG,
                        new Client(ClientAddress.of(addresses[i / 4 % 4]), "agent " + i))));

        assertThat(guesses).isEqualTo(10);
    }

    @Test
    void manyClientsThatGuessAtOneAccountHave100GuessesWhichDisableThePassword() {
        start();
        signUpTheOwner();

        int guesses = burst(CLIENTS, i -> isTried(signIn(OWNERS_ADDRESS, WRONG, client(i))));

        assertThat(guesses).isEqualTo(100);
        assertThat(during(
                        Duration.ofHours(1),
                        Duration.ofMinutes(2),
                        i -> isTried(signIn(OWNERS_ADDRESS, WRONG, client(CLIENTS + i)))))
                .as("100 more an hour, at a password that no longer opens anything")
                .isBetween(95, 100);
        assertThat(signIn(OWNERS_ADDRESS, RIGHT, client(2 * CLIENTS)))
                .isInstanceOf(SignIn.Result.InvalidCredentials.class);
    }

    @Test
    void strangersDoNotLockTheOwnerOutWhoComesFromWhereTheyAlwaysDo() {
        start("RATE_LIMIT_LOGIN_PER_ACCOUNT", "50/1h");
        signUpTheOwner();
        Client home = new Client(ClientAddress.of("127.0.0.1"), "browser");
        burst(CLIENTS, i -> isTried(signIn(OWNERS_ADDRESS, WRONG, client(i))));

        assertThat(signIn(OWNERS_ADDRESS, RIGHT, client(CLIENTS)))
                .as("a stranger, even with the password")
                .isInstanceOf(SignIn.Result.Limited.class);
        assertThat(signIn(EmailAddress.of("nobody@example.com"), RIGHT, home))
                .as("a budget of its own")
                .isInstanceOf(SignIn.Result.InvalidCredentials.class);
        for (int i = 0; i < 50; i++) {
            assertThat(signIn(OWNERS_ADDRESS, RIGHT, home)).isInstanceOf(SignIn.Result.Succeeded.class);
        }
        assertThat(during(
                        Duration.ofMinutes(1),
                        Duration.ofSeconds(20),
                        i -> isTried(signIn(OWNERS_ADDRESS, WRONG, home))))
                .as("and no more than anybody's")
                .isEqualTo(10);
    }

    @Test
    void strangersDoNotKeepTheOwnerFromChangingAnything() {
        start("RATE_LIMIT_LOGIN_PER_ACCOUNT", "50/1h");
        String accessToken = signUpTheOwner();
        burst(CLIENTS, i -> isTried(signIn(OWNERS_ADDRESS, WRONG, client(i))));

        assertThat(system.guest()
                        .changePassword(accessToken, Guest.PASSWORD, "seven quiet lanterns drift ashore")
                        .outcome())
                .isEqualTo("204");
    }

    @Test
    void whoKnowsThePasswordHas5GuessesAtTheSecondFactorAnd30AnHourFromHoweverManyClients() {
        start("RATE_LIMIT_LOGIN_PER_IP", "10000/1m");
        Guest guest = system.guest();
        AuthenticatorApp.enrolled(system.clock(), guest, signUpTheOwner());

        int guesses = during(Duration.ofHours(1), Duration.ofMinutes(2), i -> {
            Client client = client(i);
            return signIn(OWNERS_ADDRESS, RIGHT, client) instanceof SignIn.Result.SecondFactorRequired(var asked)
                    && isTried(asked.challenge(), client);
        });

        assertThat(guesses).isBetween(5 + 28, 5 + 30);
    }

    @Test
    void aMailedCodeIsGuessedAt5TimesForEachOfTheMailsThatAnAddressGets() {
        start("RATE_LIMIT_REGISTER_PER_IP", "10000/1m");

        int mails = during(Duration.ofHours(1), Duration.ofMinutes(4), i -> isGuessedAt(client(i)));

        assertThat(mails).isBetween(5 + 4, 5 + 5);
        assertThat(tables.count("audit_events WHERE type = 'registration.verification-refused'"
                        + " AND details->>'reason' = 'wrong-code'"))
                .isEqualTo(5 * mails);
    }

    @Test
    void aFloodOfRegistrationsFromEverywhereIsHeldTo600AMinute() {
        start();

        int registrations = burst(
                1_000,
                i -> register(EmailAddress.of("flood-" + i + "@example.com"), client(i))
                        instanceof RegisterAccount.Result.Accepted);

        assertThat(registrations).isEqualTo(600);
    }

    @Test
    void oneMailboxGets5MailsAtOnceAnd5AnHourHoweverManyAskForThem() {
        start();

        int registrations =
                burst(CLIENTS, i -> register(OWNERS_ADDRESS, client(i)) instanceof RegisterAccount.Result.Accepted);
        int recoveries =
                burst(CLIENTS, i -> forgot(OWNERS_ADDRESS, client(i)) instanceof RequestPasswordReset.Result.Accepted);

        assertThat(registrations).isEqualTo(5);
        assertThat(recoveries).as("with a budget of their own").isEqualTo(5);
    }

    @Test
    void oneClientThatAsksForOtherPeoplesPasswordsAsksFor5AtOnceAnd5AMinute() {
        start();

        int asked = during(
                Duration.ofMinutes(5),
                Duration.ofSeconds(20),
                i -> forgot(EmailAddress.of("lost-" + i + "@example.com"), client(0))
                        instanceof RequestPasswordReset.Result.Accepted);

        assertThat(asked).isBetween(5 + 4 * 5, 5 + 5 * 5);
    }

    @Test
    void howeverManyAskForOtherPeoplesPasswordsTheOwnerIsHeard() {
        start();
        burst(
                1_000,
                i -> forgot(EmailAddress.of("lost-" + i + "@example.com"), client(i))
                        instanceof RequestPasswordReset.Result.Accepted);

        assertThat(forgot(OWNERS_ADDRESS, client(1_000))).isInstanceOf(RequestPasswordReset.Result.Accepted.class);
    }

    private String signUpTheOwner() {
        return system.guest().signUp(OWNER).text("accessToken");
    }

    /** How often it succeeds, tried once from each of so many clients at the same moment. */
    private static int burst(int clients, IntPredicate attempt) {
        return (int) IntStream.range(0, clients).filter(attempt).count();
    }

    /** How often it succeeds, tried at every step until it fails, so that nothing is left lying. */
    private int during(Duration whole, Duration step, IntPredicate attempt) {
        int successes = 0;
        for (Duration passed = Duration.ZERO; passed.compareTo(whole) < 0; passed = passed.plus(step)) {
            successes += (int)
                    IntStream.iterate(successes, i -> i + 1).takeWhile(attempt).count();
            system.clock().advance(step);
        }
        return successes;
    }

    private static Client client(int number) {
        return new Client(ClientAddress.of("198.18." + number / 256 + "." + number % 256), "curl/8.5");
    }

    private SignIn.Result signIn(EmailAddress account, Password password, Client client) {
        return system.sallyport().signIn().handle(new SignIn.Command(account, password, client));
    }

    private static boolean isTried(SignIn.Result result) {
        return !(result instanceof SignIn.Result.Limited);
    }

    private boolean isTried(LinkToken challenge, Client client) {
        var command = new AnswerSecondFactor.Command(challenge, WRONG_CODE, client);
        return system.sallyport().answerSecondFactor().handle(command) instanceof AnswerSecondFactor.Result.WrongCode;
    }

    private RegisterAccount.Result register(EmailAddress address, Client client) {
        return system.sallyport()
                .registerAccount()
                .handle(new RegisterAccount.Command(address, RIGHT, null, LanguageTag.of("en"), client));
    }

    /** Registers, if there may be another mail, and guesses at its code more often than counts. */
    private boolean isGuessedAt(Client client) {
        if (!(register(OWNERS_ADDRESS, client) instanceof RegisterAccount.Result.Accepted accepted)) {
            return false;
        }
        for (int i = 0; i < 7; i++) {
            system.sallyport()
                    .verifyEmail()
                    .handle(new VerifyEmail.Command.ByCode(accepted.id(), WRONG_MAILED_CODE, client));
        }
        return true;
    }

    private RequestPasswordReset.Result forgot(EmailAddress address, Client client) {
        return system.sallyport().requestPasswordReset().handle(new RequestPasswordReset.Command(address, client));
    }
}
