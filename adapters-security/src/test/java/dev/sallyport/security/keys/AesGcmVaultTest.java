package dev.sallyport.security.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.keys.Vault.CannotOpen;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class AesGcmVaultTest {
    private static final byte[] SECRET = "attack at dawn".getBytes(UTF_8);

    private final MasterKey master = TestKeys.master();
    private final AesGcmVault vault = new AesGcmVault(master, List.of());

    @Test
    void opensWhatItSealed() throws Exception {
        byte[] sealed = vault.seal(SECRET, "mail 1");

        assertThat(vault.open(sealed, "mail 1")).isEqualTo(SECRET);
        assertThat(new AesGcmVault(master, List.of()).open(sealed, "mail 1")).isEqualTo(SECRET);
        assertThat(vault.open(vault.seal(new byte[0], ""), "")).isEmpty();
    }

    @Test
    void sealsTheSameDifferentlyEveryTimeAndHidesIt() {
        byte[] sealed = vault.seal(SECRET, "mail 1");

        assertThat(vault.seal(SECRET, "mail 1")).isNotEqualTo(sealed);
        assertThat(new String(sealed, UTF_8)).doesNotContain("dawn");
        assertThat(sealed).hasSize(1 + 4 + 12 + SECRET.length + 16).startsWith(1);
    }

    @Test
    void opensNothingForAnotherContext() {
        byte[] sealed = vault.seal(SECRET, "mail 1");

        assertThatThrownBy(() -> vault.open(sealed, "mail 2"))
                .isInstanceOf(CannotOpen.class)
                .hasMessage("altered, or sealed for another context");
    }

    @Test
    void noticesEveryAlteredBit() {
        byte[] sealed = vault.seal(SECRET, "mail 1");

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            byte[] altered = sealed.clone();
            altered[bit / 8] ^= (byte) (1 << bit % 8);
            assertThatThrownBy(() -> vault.open(altered, "mail 1")).isInstanceOf(CannotOpen.class);
        }
    }

    @Test
    void noticesEveryTruncation() {
        byte[] sealed = vault.seal(SECRET, "mail 1");

        for (int length = 0; length < sealed.length; length++) {
            byte[] truncated = Arrays.copyOf(sealed, length);
            assertThatThrownBy(() -> vault.open(truncated, "mail 1")).isInstanceOf(CannotOpen.class);
        }
        assertThatThrownBy(() -> vault.open(Arrays.copyOf(sealed, sealed.length + 1), "mail 1"))
                .isInstanceOf(CannotOpen.class);
    }

    @Test
    void saysSoIfItWasSealedUnderAnotherMasterKey() {
        byte[] sealed = new AesGcmVault(TestKeys.master(), List.of()).seal(SECRET, "mail 1");

        assertThatThrownBy(() -> vault.open(sealed, "mail 1"))
                .isInstanceOf(CannotOpen.class)
                .hasMessageStartingWith("sealed under another master key");
    }

    @Test
    void opensWhatWasSealedUnderAPreviousMasterKeyAndSealsUnderTheCurrentOne() throws Exception {
        MasterKey next = TestKeys.master();
        byte[] old = vault.seal(SECRET, "mail 1");
        AesGcmVault rotated = new AesGcmVault(next, List.of(master));

        assertThat(rotated.open(old, "mail 1")).isEqualTo(SECRET);
        assertThat(new AesGcmVault(next, List.of()).open(rotated.seal(SECRET, "mail 2"), "mail 2"))
                .isEqualTo(SECRET);
    }

    @Test
    void marksWhatItSealsAndKnowsTheMarksOfAllThatItCanOpen() {
        MasterKey next = TestKeys.master();
        AesGcmVault rotated = new AesGcmVault(next, List.of(master));

        assertThat(vault.seal(SECRET, "mail 1")).startsWith(vault.marks().getFirst());
        assertThat(rotated.seal(SECRET, "mail 1")).startsWith(rotated.marks().getFirst());
        assertThat(rotated.marks()).hasSize(2).last().isEqualTo(vault.marks().getFirst());
        assertThat(vault.marks()).hasSize(1);
    }
}
