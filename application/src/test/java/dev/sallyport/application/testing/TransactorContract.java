package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.ADA;
import static dev.sallyport.application.testing.Samples.HASH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.Users;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.User;
import org.junit.jupiter.api.Test;

/** What every {@link Transactor} promises, shown on its {@link Users}. */
public abstract class TransactorContract {
    protected abstract Transactor transactor();

    /** Accounts that join the transactor's transactions, without any. */
    protected abstract Users users();

    @Test
    void keepsWhatWasDoneAndReturnsTheAnswer() {
        String answer = transactor().inTransaction(() -> {
            users().add(Samples.user(ADA), HASH);
            return "refused";
        });

        assertThat(answer).isEqualTo("refused");
        assertThat(users().credentials(ADA)).isPresent();
    }

    @Test
    void undoesEverythingWhenTheWorkThrows() {
        EmailAddress bob = EmailAddress.of("bob@example.com");
        User ada = Samples.user(ADA);
        users().add(ada, HASH);

        assertThatThrownBy(() -> transactor().inTransaction(() -> {
                    users().add(Samples.user(bob), HASH);
                    users().changeProfile(ada.id(), null, LanguageTag.of("fr"));
                    throw new IllegalStateException("the work went wrong");
                }))
                .hasMessage("the work went wrong");

        assertThat(users().credentials(bob)).isEmpty();
        assertThat(users().credentials(ADA).orElseThrow().user()).isEqualTo(ada);
    }

    @Test
    void doesNotNest() {
        assertThatThrownBy(() -> transactor().inTransaction(() -> transactor().inTransaction(() -> "inner")))
                .isInstanceOf(IllegalStateException.class);
        assertThat(transactor().inTransaction(() -> "afterwards")).isEqualTo("afterwards");
    }
}
