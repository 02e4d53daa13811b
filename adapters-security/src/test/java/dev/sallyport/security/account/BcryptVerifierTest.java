package dev.sallyport.security.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** By the hasher, as sign-in meets it. All hashes were made by another implementation (libxcrypt 4.4). */
class BcryptVerifierTest {
    private static final String STAPLE = "$2b$10$If6bvum7DFjUnE9p2uDeDuQ5i7DDuvgS/ivYy0o7KwDYni0rzBQwW";
    private static final String LONGEST = "$2b$04$N9qo8uLOickgx2ZMRZoMyeF1J3tt0w8.ywyH26Gg0MaR3.85io4ma";
    private static final String FOREIGN = "$2b$05$N9qo8uLOickgx2ZMRZoMye5q7y2RV2ondA8LDebSW/HGCQfMLQwWO";

    private final Argon2idPasswordHasher hasher =
            new Argon2idPasswordHasher(Argon2Parameters.STANDARD, 1, Duration.ofSeconds(30));

    private boolean matches(String password, String hash) {
        return hasher.verify(Password.of(password), PasswordHash.of(hash));
    }

    @ParameterizedTest
    @CsvSource({
        "abc,$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i",
        "correct horse battery staple," + STAPLE,
        "correct horse battery staple,$2y$04$If6bvum7DFjUnE9p2uDeDuMUpfvpWo2St/k.RQATv5eOqa7vdt2hO",
        "correct horse battery staple,$2a$05$N9qo8uLOickgx2ZMRZoMyemwPFtx3QEfMRArLNRINBYFDEB9/P5yG",
        "Пароль: кошка и собака 🔑," + FOREIGN,
    })
    void recognisesWhatOthersHashed(String password, String hash) {
        assertThat(hasher.recognises(PasswordHash.of(hash))).isTrue();
        assertThat(matches(password, hash)).isTrue();
        assertThat(matches(password + "r", hash)).isFalse();
        assertThat(matches(password.substring(1), hash)).isFalse();
    }

    @Test
    void takesNoPasswordForItsFirst72Bytes() {
        assertThat(matches("a".repeat(72), LONGEST)).isTrue();
        assertThat(matches("a".repeat(73), LONGEST)).isFalse();
        assertThat(matches("a".repeat(71), LONGEST)).isFalse();
    }

    /** The key is repeated with a zero byte between, so to the function these are one password. */
    @Test
    void takesNoRepetitionAfterAZeroByteForThePassword() {
        String abc = "$2a$06$If6bvum7DFjUnE9p2uDeDu0YHzrHM6tf.iqN8.yx.jNN1ILEf7h0i";

        assertThat(matches("abc\0abc", abc)).isFalse();
    }

    @Test
    void makesANewHashOfOurOwnAtTheNextSignIn() {
        Password password = Password.of("correct horse battery staple");

        assertThat(hasher.renewed(password, PasswordHash.of(STAPLE))).hasValueSatisfying(renewed -> {
            assertThat(renewed.reveal()).startsWith("$argon2id$");
            assertThat(hasher.verify(password, renewed)).isTrue();
        });
    }

    @ParameterizedTest
    @CsvSource({"04,false", "12,false", "13,true", "14,true"})
    void saysWhatIsTooDearToBeTakenIn(String cost, boolean tooDear) {
        PasswordHash hash = PasswordHash.of(STAPLE.replace("$10$", "$" + cost + "$"));

        assertThat(hasher.recognises(hash)).isTrue();
        assertThat(hasher.isTooDear(hash)).isEqualTo(tooDear);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$2b$03$If6bvum7DFjUnE9p2uDeDuQ5i7DDuvgS/ivYy0o7KwDYni0rzBQwW",
                "$2b$15$If6bvum7DFjUnE9p2uDeDuQ5i7DDuvgS/ivYy0o7KwDYni0rzBQwW",
                "$2b$31$If6bvum7DFjUnE9p2uDeDuQ5i7DDuvgS/ivYy0o7KwDYni0rzBQwW",
                "$2b$4$If6bvum7DFjUnE9p2uDeDuQ5i7DDuvgS/ivYy0o7KwDYni0rzBQwW",
                "$2x$10$If6bvum7DFjUnE9p2uDeDuQ5i7DDuvgS/ivYy0o7KwDYni0rzBQwW",
                "$2$10$If6bvum7DFjUnE9p2uDeDuQ5i7DDuvgS/ivYy0o7KwDYni0rzBQwW",
                "$2b$10$If6bvum7DFjUnE9p2uDeDuQ5i7DDuvgS/ivYy0o7KwDYni0rzBQw",
                "$2b$10$If6bvum7DFjUnE9p2uDeDuQ5i7DDuvgS/ivYy0o7KwDYni0rzBQwWW",
                "$2b$10$If6bvum7DFjUnE9p2uDeDvQ5i7DDuvgS/ivYy0o7KwDYni0rzBQwW",
                "$2b$10$If6bvum7DFjUnE9p2uDeDuQ5i7DDuvgS/ivYy0o7KwDYni0rzBQwX",
                "$2b$10$If6bvum7DFjUnE9p2uDeDuQ5i7DDuvgS/ivYy0o7KwDYni0rzBQw+",
                "$2b$10$If6bvum7DFjUnE9p2uDeDuQ5i7DDuvgS/ivYy0o7KwDYni0rzBQwW\n",
            })
    void refusesWhatIsMalformedOrTakesTooLong(String hash) {
        assertThat(hasher.recognises(PasswordHash.of(hash))).isFalse();
        assertThatThrownBy(() -> matches("correct horse battery staple", hash))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("DDuvgS");
    }
}
