package dev.sallyport.application.testing;

import dev.sallyport.application.keys.Vault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Hides plaintexts from a glance and minds keys and contexts, like a real vault; it keeps nothing secret. */
public final class FakeVault implements Vault {
    private final List<String> keys;

    /** One that seals under the first key, and opens what was sealed under any. */
    public FakeVault(String key, String... previous) {
        this.keys = Stream.concat(Stream.of(key), Stream.of(previous)).toList();
    }

    @Override
    public byte[] seal(byte[] plaintext, String context) {
        byte[] label = bytes(keys.getFirst() + " " + context + " ");
        byte[] sealed = Arrays.copyOf(label, label.length + plaintext.length);
        for (int i = 0; i < plaintext.length; i++) {
            sealed[label.length + i] = (byte) ~plaintext[i];
        }
        return sealed;
    }

    @Override
    public byte[] open(byte[] sealed, String context) throws CannotOpen {
        for (String key : keys) {
            byte[] label = bytes(key + " " + context + " ");
            if (sealed.length >= label.length && Arrays.equals(label, Arrays.copyOf(sealed, label.length))) {
                byte[] plaintext = Arrays.copyOfRange(sealed, label.length, sealed.length);
                for (int i = 0; i < plaintext.length; i++) {
                    plaintext[i] = (byte) ~plaintext[i];
                }
                return plaintext;
            }
        }
        throw new CannotOpen("another key or context");
    }

    @Override
    public List<byte[]> marks() {
        return keys.stream().map(key -> bytes(key + " ")).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
