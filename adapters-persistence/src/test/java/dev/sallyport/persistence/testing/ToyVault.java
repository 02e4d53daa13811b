package dev.sallyport.persistence.testing;

import dev.sallyport.application.keys.Vault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Hides plaintexts from a glance and minds key and context, like a real vault; it keeps nothing secret. */
public record ToyVault(String key) implements Vault {
    @Override
    public byte[] seal(byte[] plaintext, String context) {
        byte[] label = label(context);
        byte[] sealed = Arrays.copyOf(label, label.length + plaintext.length);
        for (int i = 0; i < plaintext.length; i++) {
            sealed[label.length + i] = (byte) ~plaintext[i];
        }
        return sealed;
    }

    @Override
    public byte[] open(byte[] sealed, String context) throws CannotOpen {
        byte[] label = label(context);
        if (!Arrays.equals(label, Arrays.copyOf(sealed, label.length))) {
            throw new CannotOpen("another key or context");
        }
        byte[] plaintext = Arrays.copyOfRange(sealed, label.length, sealed.length);
        for (int i = 0; i < plaintext.length; i++) {
            plaintext[i] = (byte) ~plaintext[i];
        }
        return plaintext;
    }

    private byte[] label(String context) {
        return (key + " " + context + " ").getBytes(StandardCharsets.UTF_8);
    }
}
