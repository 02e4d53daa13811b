package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.HASH;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.account.Users;
import dev.sallyport.application.account.Users.Saving;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import java.util.Collections;
import org.junit.jupiter.api.Test;

/** What every {@link Users} promises. */
public abstract class UsersContract {
    /** The adapter under test, without any user. */
    protected abstract Users users();

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
}
