package dev.sallyport.domain.secret;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.mail.MailContent;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.RefreshToken;
import org.junit.jupiter.api.Test;

class SecretTest {
    @Test
    void neverPrintsItself() {
        assertThat(Password.of("hunter2")).hasToString("[redacted]");
        assertThat("" + RefreshToken.of("abc") + AccessToken.of("abc") + PasswordHash.of("$abc"))
                .doesNotContain("abc");
        assertThat(new MailContent("12345678 is your code", "12345678", "12345678").toString())
                .doesNotContain("12345678");
    }

    @Test
    void matchesTheSameTextOnly() {
        assertThat(RefreshToken.of("abc").matches(RefreshToken.of("abc"))).isTrue();
        assertThat(RefreshToken.of("abc").matches(RefreshToken.of("abd"))).isFalse();
    }

    @Test
    void isNeverEmpty() {
        assertThatThrownBy(() -> RefreshToken.of("")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aDigestKeepsItsBytesToItself() {
        byte[] bytes = new byte[32];
        SecretDigest digest = SecretDigest.of(bytes);

        bytes[0] = 1;
        digest.toBytes()[0] = 1;

        assertThat(digest).isEqualTo(SecretDigest.of(new byte[32])).isNotEqualTo(SecretDigest.of(bytes));
        assertThatThrownBy(() -> SecretDigest.of(new byte[31])).isInstanceOf(IllegalArgumentException.class);
    }
}
