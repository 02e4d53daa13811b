package dev.sallyport.application.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.testing.FakeVault;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentSkipListMap;
import org.junit.jupiter.api.Test;

class RewrapSecretsTest {
    private final Vault old = new FakeVault("old");
    private final Vault both = new FakeVault("new", "old");
    private final Vault young = new FakeVault("new");
    private final Shelf shelf = new Shelf();

    private RewrapSecrets.Count rewrap() {
        return new RewrapSecrets(List.of(shelf), both)
                .handle(new RewrapSecrets.Command())
                .counts()
                .getFirst();
    }

    @Test
    void sealsEverythingAnewHoweverMuchThereIs() throws Vault.CannotOpen {
        for (int i = 1; i <= 1002; i++) {
            shelf.put(i, i % 2 == 0 ? old : young);
        }

        assertThat(rewrap()).isEqualTo(new RewrapSecrets.Count("jars", 501, 0));

        for (int i = 1; i <= 1002; i++) {
            assertThat(young.open(shelf.values.get(new UUID(0, i)), "jar " + i))
                    .isEqualTo(("jam " + i).getBytes(UTF_8));
        }
    }

    @Test
    void changesNothingASecondTime() {
        shelf.put(2, old);
        rewrap();
        Map<UUID, byte[]> afterwards = Map.copyOf(shelf.values);

        assertThat(rewrap()).isEqualTo(new RewrapSecrets.Count("jars", 0, 0));
        assertThat(shelf.values).containsExactlyInAnyOrderEntriesOf(afterwards);
    }

    @Test
    void leavesAloneWhatItCannotOpenAndWhatChangesMeanwhile() {
        shelf.put(2, new FakeVault("lost"));
        shelf.put(3, old);
        shelf.changing = true;
        Map<UUID, byte[]> before = Map.copyOf(shelf.values);

        assertThat(rewrap()).isEqualTo(new RewrapSecrets.Count("jars", 0, 1));
        assertThat(shelf.values).containsExactlyInAnyOrderEntriesOf(before);
    }

    /** Sealed values in memory. */
    private static final class Shelf implements SealedValues {
        private final Map<UUID, byte[]> values = new ConcurrentSkipListMap<>(Comparator.comparing(UUID::toString));
        private boolean changing;

        void put(int number, Vault vault) {
            values.put(new UUID(0, number), vault.seal(("jam " + number).getBytes(UTF_8), "jar " + number));
        }

        @Override
        public String what() {
            return "jars";
        }

        @Override
        public List<SealedValue> without(byte[] mark, UUID after, int most) {
            return values.entrySet().stream()
                    .filter(entry -> entry.getKey().toString().compareTo(after.toString()) > 0)
                    .filter(entry -> !Arrays.equals(mark, Arrays.copyOf(entry.getValue(), mark.length)))
                    .limit(most)
                    .map(entry -> new SealedValue(
                            entry.getKey(), "jar " + entry.getKey().getLeastSignificantBits(), entry.getValue()))
                    .toList();
        }

        @Override
        public boolean replace(SealedValue found, byte[] sealed) {
            if (changing || !Arrays.equals(values.get(found.id()), found.sealed())) {
                return false;
            }
            values.put(found.id(), sealed);
            return true;
        }
    }
}
