package dev.sallyport.security.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;
import dev.sallyport.security.keys.TestKeys;
import org.junit.jupiter.api.Test;

class HmacSecretDigestsTest {
    private final HmacSecretDigests digests = new HmacSecretDigests(TestKeys.hmac(1));

    @Test
    void digestsTheSameAlike() {
        assertThat(new HmacSecretDigests(TestKeys.hmac(1)).digest(code(), "registration", Password.of("12345678")))
                .isEqualTo(digest("registration", "12345678"));
    }

    @Test
    void tellsPurposesContextsSecretsAndKeysApart() {
        SecretDigest digest = digest("registration", "12345678");

        assertThat(digest("registration", "12345679")).isNotEqualTo(digest);
        assertThat(digest("another", "12345678")).isNotEqualTo(digest);
        assertThat(digests.digest(SecretPurpose.EMAIL_VERIFICATION_LINK, "registration", Password.of("12345678")))
                .isNotEqualTo(digest);
        assertThat(new HmacSecretDigests(TestKeys.hmac(2)).digest(code(), "registration", Password.of("12345678")))
                .isNotEqualTo(digest);
    }

    @Test
    void letsNothingRunFromTheContextIntoTheSecret() {
        assertThat(digest("1", "234")).isNotEqualTo(digest("12", "34"));
        assertThat(digest("", "1234")).isNotEqualTo(digest("1234", "\u0000"));
    }

    private SecretDigest digest(String context, String secret) {
        return digests.digest(code(), context, Password.of(secret));
    }

    private static SecretPurpose code() {
        return SecretPurpose.EMAIL_VERIFICATION_CODE;
    }
}
