package dev.sallyport.security.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.management.ThreadMXBean;
import dev.sallyport.application.Gate;
import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Argon2idPasswordHasherTest {
    private static final Password PASSWORD = Password.of("correct horse battery staple");

    private final Argon2idPasswordHasher hasher =
            new Argon2idPasswordHasher(Argon2Parameters.STANDARD, 2, Duration.ofSeconds(30));

    @Test
    void recognisesAPasswordByItsHashAndNoOther() {
        PasswordHash hash = hasher.hash(PASSWORD);

        assertThat(hash.reveal())
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(hasher.verify(PASSWORD, hash)).isTrue();
        assertThat(hasher.verify(Password.of("correct horse battery stapler"), hash))
                .isFalse();
        assertThat(hasher.verify(Password.of("Correct horse battery staple"), hash))
                .isFalse();
    }

    @Test
    void saltsEveryHashAfresh() {
        assertThat(hasher.hash(PASSWORD).reveal())
                .isNotEqualTo(hasher.hash(PASSWORD).reveal());
    }

    @Test
    void readsEveryCharacterOfLongAndForeignPasswords() {
        String most = "пароль🔑".repeat(36) + "1234";
        PasswordHash hash = hasher.hash(Password.of(most));

        assertThat(hasher.verify(Password.of(most), hash)).isTrue();
        assertThat(hasher.verify(Password.of(most.substring(0, most.length() - 1)), hash))
                .isFalse();
    }

    @Test
    void verifiesWithTheParametersThatTheHashWasMadeWith() {
        PasswordHash older =
                new Argon2idPasswordHasher(new Argon2Parameters(7168, 5, 2), 1, Duration.ZERO).hash(PASSWORD);

        assertThat(older.reveal()).startsWith("$argon2id$v=19$m=7168,t=5,p=2$");
        assertThat(hasher.verify(PASSWORD, older)).isTrue();
    }

    @Test
    void writesTheSameWhereverTheServerStands() {
        Locale before = Locale.getDefault();
        Locale.setDefault(Locale.forLanguageTag("ar-EG-u-nu-arab"));
        try {
            PasswordHash hash = hasher.hash(PASSWORD);

            assertThat(hash.reveal()).startsWith("$argon2id$v=19$m=19456,t=2,p=1$");
            Locale.setDefault(Locale.forLanguageTag("tr"));
            assertThat(hasher.verify(PASSWORD, hash)).isTrue();
        } finally {
            Locale.setDefault(before);
        }
    }

    /** A damaged or hostile hash is a fault of ours, never a wrong password; and it must not cost all the memory. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$",
                "$argon2id",
                "$scrypt$ln=16,r=8,p=1$c29tc2FsdHNvbWVzYWx0$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2i$v=19$m=19456,t=2,p=1$c29tc2FsdHNvbWVzYWx0$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=16$m=19456,t=2,p=1$c29tc2FsdHNvbWVzYWx0$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=4194304,t=2,p=1$c29tc2FsdHNvbWVzYWx0$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=99999999999,t=2,p=1$c29tc2FsdHNvbWVzYWx0$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=19456,t=1000000,p=1$c29tc2FsdHNvbWVzYWx0$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=19456,t=2,p=0$c29tc2FsdHNvbWVzYWx0$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=19456,t=2,p=1$$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tc2FsdHNvbWVzYWx0$",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tc2FsdHNvbWVzYWx0$CTFhFdXPJO1aFaMaO6Mm5c8y7cJHAph8ArZWb2GRPPc\n"
            })
    void neverTakesAnUnreadableHashForAWrongPassword(String phc) {
        assertThatThrownBy(() -> hasher.verify(PASSWORD, PasswordHash.of(phc)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("CTFh");
        assertThat(hasher.recognises(PasswordHash.of(phc))).isFalse();
    }

    @Test
    void recognisesItsOwnHashes() {
        assertThat(hasher.recognises(hasher.hash(PASSWORD))).isTrue();
    }

    @Test
    void makesHashesOfNoPasswordThatLookLikeAnyOther() {
        PasswordHash nobodys = hasher.unguessable();

        assertThat(nobodys.reveal())
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}")
                .isNotEqualTo(hasher.unguessable().reveal());
        assertThat(hasher.recognises(nobodys)).isTrue();
        assertThat(hasher.verify(PASSWORD, nobodys)).isFalse();
        assertThat(hasher.renewed(PASSWORD, nobodys)).isEmpty();
    }

    @Test
    void turnsEverybodyAwayAlikeWhenThereIsTooMuchToDo() throws Exception {
        PasswordHash hash = hasher.hash(PASSWORD);
        Bulkhead bulkhead = new Bulkhead("password-hashing", 1, Duration.ofMillis(5));
        Argon2idPasswordHasher busy =
                new Argon2idPasswordHasher(Argon2Parameters.STANDARD, new Gate("line", 2, Duration.ZERO), bulkhead);

        Occupant.isIn(bulkhead, () -> {
            assertThatThrownBy(() -> busy.hash(PASSWORD)).isInstanceOf(ServiceUnavailable.class);
            assertThatThrownBy(() -> busy.verify(PASSWORD, hash)).isInstanceOf(ServiceUnavailable.class);
            assertThatThrownBy(() -> busy.verifyNothing(PASSWORD)).isInstanceOf(ServiceUnavailable.class);
        });

        assertThat(busy.verify(PASSWORD, hash)).isTrue();
    }

    /** Cheaper or dearer, in whichever way. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=7168,t=5,p=1$",
                "$argon2id$v=19$m=65536,t=2,p=1$",
                "$argon2id$v=19$m=19456,t=3,p=1$",
                "$argon2id$v=19$m=19456,t=2,p=2$",
            })
    void renewsAHashOfAnotherCost(String beginning) {
        PasswordHash outdated =
                PasswordHash.of(beginning + "c29tZSBzYWx0LCByYW5kbw$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA");

        assertThat(hasher.renewed(PASSWORD, outdated)).hasValueSatisfying(this::isAsNew);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0$AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA",
                "$argon2id$v=19$m=19456,t=2,p=1$c29tZSBzYWx0LCByYW5kbw$AAAAAAAAAAAAAAAAAAAAAA",
            })
    void renewsAHashWithAnotherLengthOfSaltOrHash(String outdated) {
        assertThat(hasher.renewed(PASSWORD, PasswordHash.of(outdated))).hasValueSatisfying(this::isAsNew);
    }

    private void isAsNew(PasswordHash renewed) {
        assertThat(renewed.reveal())
                .matches("\\$argon2id\\$v=19\\$m=19456,t=2,p=1\\$[A-Za-z0-9+/]{22}\\$[A-Za-z0-9+/]{43}");
        assertThat(hasher.verify(PASSWORD, renewed)).isTrue();
        assertThat(hasher.renewed(PASSWORD, renewed)).isEmpty();
    }

    @Test
    void leavesAHashAloneThatIsAsANewOneWouldBe() {
        assertThat(hasher.renewed(PASSWORD, hasher.hash(PASSWORD))).isEmpty();
    }

    @Test
    void renewsNothingWhileOthersNeedTheTime() throws Exception {
        PasswordHash outdated =
                new Argon2idPasswordHasher(new Argon2Parameters(7168, 5, 1), 1, Duration.ZERO).hash(PASSWORD);
        Bulkhead bulkhead = new Bulkhead("password-hashing", 1, Duration.ofMinutes(1));
        Argon2idPasswordHasher busy =
                new Argon2idPasswordHasher(Argon2Parameters.STANDARD, new Gate("line", 2, Duration.ZERO), bulkhead);

        Occupant.isIn(
                bulkhead, () -> assertThat(busy.renewed(PASSWORD, outdated)).isEmpty());

        assertThat(busy.renewed(PASSWORD, outdated)).isPresent();
    }

    /** Argon2 goes through so much memory so many times, so what it takes tells what it does, whatever else the machine is doing. */
    @Test
    void worksAsHardForAnAccountThatDoesNotExist() {
        PasswordHash hash = hasher.hash(PASSWORD);

        // Each for the first time, when it has no memory yet.
        long real = bytesTaken(fresh -> fresh.verify(Password.of("wrong"), hash));
        long none = bytesTaken(fresh -> fresh.verifyNothing(Password.of("wrong")));

        assertThat(real).isGreaterThan(19_456 * 1024L);
        assertThat((double) none / real).isBetween(0.9, 1.1);
    }

    /** Or a storm on a small heap would be a storm of garbage collection. */
    @Test
    void hashesAgainInTheSameMemory() {
        PasswordHash hash = hasher.hash(PASSWORD);
        var single = new Argon2idPasswordHasher(Argon2Parameters.STANDARD, 1, Duration.ofSeconds(30));
        single.verify(PASSWORD, hash);

        long again = bytesTaken(single, warm -> {
            warm.verify(PASSWORD, hash);
            warm.hash(PASSWORD);
            warm.verifyNothing(PASSWORD);
        });

        assertThat(again).isLessThan(19_456 * 1024L / 4);
    }

    private static long bytesTaken(Consumer<Argon2idPasswordHasher> work) {
        return bytesTaken(new Argon2idPasswordHasher(Argon2Parameters.STANDARD, 1, Duration.ofSeconds(30)), work);
    }

    private static long bytesTaken(Argon2idPasswordHasher hasher, Consumer<Argon2idPasswordHasher> work) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        long before = threads.getTotalThreadAllocatedBytes();
        work.accept(hasher);
        return threads.getTotalThreadAllocatedBytes() - before;
    }

    @Test
    void keepsTheLineOutsideOfWhatALookUpHolds() {
        var hasher = new Argon2idPasswordHasher(
                Argon2Parameters.STANDARD,
                new Gate("line", 1, Duration.ZERO),
                new Bulkhead("work", 1, Duration.ofSeconds(30)));
        List<String> lookedUp = new ArrayList<>();

        hasher.inTurn(() -> {
            assertThatThrownBy(() -> hasher.inTurn(() -> lookedUp.add("behind the line")))
                    .isInstanceOf(ServiceUnavailable.class);
            return lookedUp.add("in turn");
        });

        assertThat(lookedUp).containsExactly("in turn");
    }
}
