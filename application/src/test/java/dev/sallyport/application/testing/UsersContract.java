package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.HASH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.account.Users.Saving;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.session.SessionId;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What every {@link Users} promises. */
public abstract class UsersContract {
    private static final EmailAddress BOB = EmailAddress.of("bob@example.com");
    private static final PasswordHash OTHER = PasswordHash.of("$fake$another password altogether");

    /** The adapter under test, without any user. */
    protected abstract Users users();

    /** The sessions beside it, without any. */
    protected abstract Sessions sessions();

    @Test
    void returnsAUserAsItWasAdded() {
        User ada = Samples.user(ADA);

        assertThat(users().add(ada, HASH)).isEqualTo(Saving.SAVED);

        Users.Credentials found = users().credentials(ADA).orElseThrow();
        assertThat(found.user()).isEqualTo(ada);
        assertThat(found.passwordHash().reveal()).isEqualTo(HASH.reveal());
    }

    @Test
    void keepsAUserWithoutADisplayName() {
        User nameless = Samples.user(ADA).withProfile(null, LanguageTag.of("pt-BR"));

        users().add(nameless, HASH);

        assertThat(users().credentials(ADA).orElseThrow().user()).isEqualTo(nameless);
    }

    @Test
    void holdsTheAccountOfAnAddress() {
        User ada = Samples.user(ADA);
        users().add(ada, HASH);

        assertThat(users().hold(ADA)).contains(ada);
        assertThat(users().hold(EmailAddress.of("bob@example.com"))).isEmpty();
        assertThat(users().hold(ada.id())).contains(ada);
        assertThat(users().hold(new UserId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void knowsNobodyElse() {
        users().add(Samples.user(ADA), HASH);

        assertThat(users().credentials(EmailAddress.of("bob@example.com"))).isEmpty();
    }

    @Test
    void refusesASecondUserOfTheSameAddressAndLeavesTheFirstAsItWas() {
        User first = Samples.user(ADA);
        users().add(first, HASH);

        assertThat(users().add(Samples.user(ADA), PasswordHash.of("$other$"))).isEqualTo(Saving.EMAIL_TAKEN);

        Users.Credentials found = users().credentials(ADA).orElseThrow();
        assertThat(found.user()).isEqualTo(first);
        assertThat(found.passwordHash().reveal()).isEqualTo(HASH.reveal());
    }

    @Test
    void savesExactlyOneOfManyUsersOfOneAddressAtOnce() {
        var answers = Concurrently.times(20, i -> users().add(Samples.user(ADA), HASH));

        assertThat(Collections.frequency(answers, Saving.SAVED)).isEqualTo(1);
    }

    @Test
    void changesTheProfileAndNothingElse() {
        User ada = Samples.user(ADA);
        users().add(ada, HASH);

        users().changeProfile(ada.id(), new DisplayName("Countess"), LanguageTag.of("fr"));

        assertThat(users().credentials(ADA).orElseThrow().user())
                .isEqualTo(ada.withProfile(new DisplayName("Countess"), LanguageTag.of("fr")));
    }

    @Test
    void removesTheDisplayName() {
        User ada = Samples.user(ADA);
        users().add(ada, HASH);

        users().changeProfile(ada.id(), null, ada.locale());

        assertThat(users().credentials(ADA).orElseThrow().user().displayName()).isNull();
    }

    @Test
    void countsWrongPasswordsAndOnlyThose() {
        users().add(Samples.user(ADA), HASH);

        assertThat(users().guessed(ADA, true)).isEqualTo(failures(1));
        assertThat(users().guessed(ADA, false)).isEqualTo(failures(1));
        assertThat(users().guessed(ADA, true)).isEqualTo(failures(2));

        assertThat(found(ADA).failures()).isEqualTo(failures(2));
    }

    @Test
    void countsNothingForNobody() {
        users().add(Samples.user(ADA), HASH);

        assertThat(users().guessed(BOB, true)).isEqualTo(failures(0));
        assertThat(users().guessed(BOB, true)).isEqualTo(failures(0));

        assertThat(found(ADA).failures()).isEqualTo(failures(0));
    }

    @Test
    void tellsOneAloneOfManyWrongPasswordsThatItDisabledThePassword() {
        users().add(Samples.user(ADA), HASH);
        for (int i = 1; i < ConsecutiveFailures.MOST - 25; i++) {
            users().guessed(ADA, true);
        }

        List<ConsecutiveFailures> counted = Concurrently.times(50, i -> users().guessed(ADA, true));

        assertThat(counted).doesNotHaveDuplicates();
        assertThat(counted).filteredOn(ConsecutiveFailures::haveJustDisabled).hasSize(1);
    }

    @Test
    void findsTheAccountThatASessionIsOf() {
        User ada = Samples.user(ADA);
        users().add(ada, HASH);
        SessionId session = signIn(ada);
        users().guessed(ADA, true);

        Users.Credentials found = users().credentialsIn(session).orElseThrow();

        assertThat(found.user().id()).isEqualTo(ada.id());
        assertThat(found.passwordHash().reveal()).isEqualTo(HASH.reveal());
        assertThat(found.failures()).isEqualTo(failures(1));
    }

    @Test
    void findsNoAccountBySessionsThatAreOverOrOfNoUse() {
        User ada = Samples.user(ADA);
        User bob = Samples.user(BOB);
        users().add(ada, HASH);
        users().add(bob, HASH);
        SessionId ended = signIn(ada);
        sessions().end(ended);
        SessionId ofSuspended = signIn(bob);
        users().suspend(bob.id());

        assertThat(users().credentialsIn(ended)).isEmpty();
        assertThat(users().credentialsIn(ofSuspended)).isEmpty();
        assertThat(users().credentialsIn(new SessionId(UUID.randomUUID()))).isEmpty();
    }

    @Test
    void aProofForgivesTheWrongPasswordsBeforeIt() {
        User ada = Samples.user(ADA);
        users().add(ada, HASH);
        SessionId session = signIn(ada);
        for (int i = 1; i < ConsecutiveFailures.MOST; i++) {
            users().guessed(ADA, true);
        }

        assertThat(users().proven(ada.id(), HASH, session)).isTrue();

        assertThat(found(ADA).failures()).isEqualTo(failures(0));
    }

    @Test
    void aProofIsWorthNothingOnceThePasswordIsAnotherOrDisabled() {
        User ada = Samples.user(ADA);
        users().add(ada, HASH);
        SessionId session = signIn(ada);
        users().guessed(ADA, true);

        assertThat(users().proven(ada.id(), OTHER, session)).isFalse();
        assertThat(found(ADA).failures()).isEqualTo(failures(1));

        users().disablePassword(ada.id());
        assertThat(users().proven(ada.id(), HASH, session)).isFalse();
        assertThat(found(ADA).failures().disable()).isTrue();
    }

    @Test
    void aProofIsWorthNothingWithoutASessionOfTheUserWhoMayActStill() {
        User ada = Samples.user(ADA);
        User bob = Samples.user(BOB);
        users().add(ada, HASH);
        users().add(bob, HASH);
        SessionId ended = signIn(ada);
        sessions().end(ended);
        SessionId alive = signIn(ada);
        SessionId bobs = signIn(bob);

        assertThat(users().proven(ada.id(), HASH, ended)).isFalse();
        assertThat(users().proven(ada.id(), HASH, bobs)).isFalse();
        assertThat(users().proven(ada.id(), HASH, alive)).isTrue();

        users().suspend(ada.id());
        assertThat(users().proven(ada.id(), HASH, alive)).isFalse();
    }

    @Test
    void renewsAHashOnlyInThePlaceOfTheOutdatedOne() {
        User ada = Samples.user(ADA);
        users().add(ada, HASH);
        users().guessed(ADA, true);

        assertThat(users().renewHash(ada.id(), HASH, OTHER)).isTrue();
        assertThat(found(ADA).passwordHash().reveal()).isEqualTo(OTHER.reveal());
        assertThat(found(ADA).failures()).isEqualTo(failures(1));

        assertThat(users().renewHash(ada.id(), HASH, PasswordHash.of("$third$")))
                .isFalse();
        assertThat(found(ADA).passwordHash().reveal()).isEqualTo(OTHER.reveal());
    }

    @Test
    void setsAPasswordThatWorksEvenAfterTheOldOneWasDisabled() {
        User ada = Samples.user(ADA);
        users().add(ada, HASH);
        users().disablePassword(ada.id());

        users().setPassword(ada.id(), OTHER);

        assertThat(found(ADA).passwordHash().reveal()).isEqualTo(OTHER.reveal());
        assertThat(found(ADA).failures()).isEqualTo(failures(0));
    }

    @Test
    void aWrongPasswordForADisabledOneHasNotJustDisabledIt() {
        User ada = Samples.user(ADA);
        users().add(ada, HASH);

        users().disablePassword(ada.id());

        assertThat(found(ADA).failures().disable()).isTrue();
        assertThat(users().guessed(ADA, true).haveJustDisabled()).isFalse();
    }

    @Test
    void changesTheAddressAndNothingElse() {
        User ada = Samples.user(ADA);
        users().add(ada, HASH);

        assertThat(users().changeEmail(ada.id(), BOB)).isEqualTo(Saving.SAVED);

        assertThat(users().credentials(ADA)).isEmpty();
        assertThat(found(BOB).user()).isEqualTo(ada.withEmail(BOB));
        assertThat(users().add(Samples.user(ADA), HASH)).isEqualTo(Saving.SAVED);
    }

    @Test
    void givesAUserTheAddressThatTheyHave() {
        User ada = Samples.user(ADA);
        users().add(ada, HASH);

        assertThat(users().changeEmail(ada.id(), ADA)).isEqualTo(Saving.SAVED);

        assertThat(found(ADA).user()).isEqualTo(ada);
    }

    @Test
    void givesNobodyAnAddressThatHasAnAccount() {
        User ada = Samples.user(ADA);
        User bob = Samples.user(BOB);
        users().add(ada, HASH);
        users().add(bob, HASH);

        assertThat(users().changeEmail(ada.id(), BOB)).isEqualTo(Saving.EMAIL_TAKEN);

        assertThat(found(ADA).user()).isEqualTo(ada);
        assertThat(found(BOB).user()).isEqualTo(bob);
    }

    @Test
    void givesAnAddressToExactlyOneOfManyWhoComeByItInEitherWay() {
        List<User> movers = Stream.iterate(0, i -> i + 1)
                .limit(10)
                .map(i -> Samples.user(EmailAddress.of("mover" + i + "@example.com")))
                .toList();
        movers.forEach(mover -> users().add(mover, HASH));

        List<Saving> answers = Concurrently.times(
                20,
                i -> i % 2 == 0
                        ? users().changeEmail(movers.get(i / 2).id(), ADA)
                        : users().add(Samples.user(ADA), HASH));

        assertThat(Collections.frequency(answers, Saving.SAVED)).isEqualTo(1);
    }

    @Test
    void holdsBothOfTwoAccountsOrWhichOfThemThereIs() {
        User ada = Samples.user(ADA);
        User bob = Samples.ordinary(BOB);
        users().add(ada, HASH);
        users().add(bob, HASH);
        UserId nobody = new UserId(UUID.randomUUID());

        assertThat(users().holdBoth(ada.id(), bob.id())).containsExactlyInAnyOrder(ada, bob);
        assertThat(users().holdBoth(bob.id(), ada.id())).containsExactlyInAnyOrder(ada, bob);
        assertThat(users().holdBoth(ada.id(), ada.id())).containsExactly(ada);
        assertThat(users().holdBoth(nobody, bob.id())).containsExactly(bob);
        assertThat(users().holdBoth(nobody, nobody)).isEmpty();
    }

    @Test
    void suspendsAndReinstatesAndChangesNothingElse() {
        User ada = Samples.user(ADA);
        User bob = Samples.user(BOB);
        users().add(ada, HASH);
        users().add(bob, HASH);

        users().suspend(ada.id());
        users().suspend(ada.id());
        assertThat(users().hold(ada.id())).contains(ada.withStatus(UserStatus.SUSPENDED));
        assertThat(users().hold(bob.id())).contains(bob);

        users().reinstate(ada.id());
        users().reinstate(bob.id());
        assertThat(users().hold(ada.id())).contains(ada);
        assertThat(users().hold(bob.id())).contains(bob);
    }

    @Test
    void tellsWhoIsTheLastActiveAdministrator() {
        User ada = Samples.user(ADA);
        User bob = Samples.user(BOB);
        User nobodySpecial = withRoles(EmailAddress.of("eve@example.com"), Set.of(BuiltInRoles.USER));
        users().add(ada, HASH);
        users().add(nobodySpecial, HASH);
        assertThat(users().isLastAdministrator(ada.id())).isTrue();
        assertThat(users().isLastAdministrator(nobodySpecial.id())).isFalse();

        users().add(bob, HASH);
        assertThat(users().isLastAdministrator(ada.id())).isFalse();

        users().suspend(bob.id());
        assertThat(users().isLastAdministrator(ada.id())).isTrue();
        assertThat(users().isLastAdministrator(bob.id())).isFalse();
    }

    private static User withRoles(EmailAddress email, Set<RoleName> roles) {
        User sample = Samples.user(email);
        return User.proven(sample.id(), email, null, sample.locale(), roles, Samples.NOW);
    }

    @Test
    void removesTheAccountWithItsSessions() {
        User ada = Samples.user(ADA);
        User bob = Samples.user(BOB);
        users().add(ada, HASH);
        users().add(bob, HASH);
        SessionId session = signIn(ada);
        SessionId bobs = signIn(bob);

        users().remove(ada.id());

        assertThat(users().credentials(ADA)).isEmpty();
        assertThat(sessions().lock(session)).isEmpty();
        assertThat(sessions().devicesOf(ada.id())).isEmpty();
        assertThat(sessions().active(bobs)).isPresent();
        assertThat(users().add(Samples.user(ADA), HASH)).isEqualTo(Saving.SAVED);
    }

    private Users.Credentials found(EmailAddress email) {
        return users().credentials(email).orElseThrow();
    }

    private SessionId signIn(User user) {
        return sessions()
                .open(Samples.newSession(user), Fakes.POLICIES.session())
                .orElseThrow()
                .active()
                .session()
                .id();
    }

    private static ConsecutiveFailures failures(int count) {
        return new ConsecutiveFailures(count);
    }
}
