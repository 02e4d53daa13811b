package dev.sallyport.security.account;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundledPasswordsTest {
    private final BundledPasswords passwords = new BundledPasswords();

    @ParameterizedTest
    @ValueSource(strings = {"password", "letmein", "qwertyuiop", "computer", "jennifer", "horse"})
    void knowsWhatManyPeopleChoose(String common) {
        assertThat(passwords.rank(common)).isPresent();
    }

    @Test
    void knowsWhatIsMoreCommonThanOther() {
        assertThat(passwords.rank("password").orElseThrow())
                .isLessThan(passwords.rank("swordfish").orElseThrow());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "correct horse battery staple", "xq7-vortex"})
    void doesNotKnowTheRest(String other) {
        assertThat(passwords.rank(other)).isEmpty();
    }
}
