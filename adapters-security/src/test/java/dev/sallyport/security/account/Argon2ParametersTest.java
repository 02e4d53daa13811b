package dev.sallyport.security.account;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Argon2ParametersTest {
    @ParameterizedTest
    @CsvSource({"19456,2,1", "47104,1,1", "12288,3,1", "9216,4,1", "7168,5,1", "65536,3,4", "262144,16,16"})
    void takesWhatIsStrongEnough(int memory, int iterations, int parallelism) {
        assertThatCode(() -> new Argon2Parameters(memory, iterations, parallelism))
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({"19455,2,1", "47103,1,1", "7167,16,1", "8,1,1", "0,2,1", "19456,0,1", "19456,2,0", "-1,2,1"})
    void refusesLessThanTheMinimumOfOwasp(int memory, int iterations, int parallelism) {
        assertThatThrownBy(() -> new Argon2Parameters(memory, iterations, parallelism))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("Argon2");
    }

    @ParameterizedTest
    @CsvSource({"262145,2,1", "2147483647,2,1", "19456,17,1", "19456,2,17"})
    void refusesMoreThanAServerCanBear(int memory, int iterations, int parallelism) {
        assertThatThrownBy(() -> new Argon2Parameters(memory, iterations, parallelism))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("between");
    }
}
