package dev.sallyport.security.keys;

import dev.sallyport.application.keys.Vault;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * AES-256-GCM (NIST SP 800-38D) under a key derived from the master key. A sealed value is
 *
 * <pre>version (1 byte) ‖ id of the master key (4) ‖ random nonce (12) ‖ ciphertext ‖ tag (16)</pre>
 *
 * and everything before the nonce is authenticated together with the context. Random nonces allow for 2³² values under one master
 * key (§8.3).
 */
public final class AesGcmVault implements Vault {
    private static final byte VERSION = 1;
    private static final int KEY_ID_LENGTH = 4;
    private static final int KEY_LENGTH = 32;
    private static final int NONCE_LENGTH = 12;
    private static final int TAG_LENGTH = 16;
    private static final int HEADER_LENGTH = 1 + KEY_ID_LENGTH;

    private final String currentId;
    private final SecretKeySpec currentKey;
    private final Map<String, SecretKeySpec> keys = new HashMap<>();
    private final SecureRandom random = new SecureRandom();

    /**
     * @param current what seals
     * @param previous what older values were sealed under, and can still be opened with
     */
    public AesGcmVault(MasterKey current, List<MasterKey> previous) {
        previous.forEach(master -> keys.put(id(master), key(master)));
        this.currentId = id(current);
        this.currentKey = key(current);
        keys.put(currentId, currentKey);
    }

    private static String id(MasterKey master) {
        return HexFormat.of().formatHex(master.derive("sallyport vault v1 key id", KEY_ID_LENGTH));
    }

    private static SecretKeySpec key(MasterKey master) {
        return new SecretKeySpec(master.derive("sallyport vault v1 aes-256-gcm", KEY_LENGTH), "AES");
    }

    @Override
    public byte[] seal(byte[] plaintext, String context) {
        byte[] header = header(currentId);
        byte[] nonce = new byte[NONCE_LENGTH];
        random.nextBytes(nonce);
        try {
            byte[] ciphertext = cipher(Cipher.ENCRYPT_MODE, currentKey, nonce, header, context)
                    .doFinal(plaintext);
            return ByteBuffer.allocate(HEADER_LENGTH + NONCE_LENGTH + ciphertext.length)
                    .put(header)
                    .put(nonce)
                    .put(ciphertext)
                    .array();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has AES-GCM", impossible);
        }
    }

    @Override
    public byte[] open(byte[] sealed, String context) throws CannotOpen {
        if (sealed.length < HEADER_LENGTH + NONCE_LENGTH + TAG_LENGTH || sealed[0] != VERSION) {
            throw new CannotOpen("not a sealed value of a known version");
        }
        ByteBuffer buffer = ByteBuffer.wrap(sealed);
        byte[] header = take(buffer, HEADER_LENGTH);
        byte[] nonce = take(buffer, NONCE_LENGTH);
        byte[] ciphertext = take(buffer, buffer.remaining());
        String keyId = HexFormat.of().formatHex(header, 1, HEADER_LENGTH);
        SecretKeySpec key = keys.get(keyId);
        if (key == null) {
            throw new CannotOpen(
                    "sealed under another master key (its id is " + keyId + ", ours is " + currentId + ")");
        }
        try {
            return cipher(Cipher.DECRYPT_MODE, key, nonce, header, context).doFinal(ciphertext);
        } catch (AEADBadTagException altered) {
            throw new CannotOpen("altered, or sealed for another context", altered);
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException("every Java runtime has AES-GCM", impossible);
        }
    }

    @Override
    public List<byte[]> marks() {
        return Stream.concat(
                        Stream.of(currentId),
                        keys.keySet().stream()
                                .filter(id -> !id.equals(currentId))
                                .sorted())
                .map(AesGcmVault::header)
                .toList();
    }

    private static byte[] header(String keyId) {
        return ByteBuffer.allocate(HEADER_LENGTH)
                .put(VERSION)
                .put(HexFormat.of().parseHex(keyId))
                .array();
    }

    private static byte[] take(ByteBuffer buffer, int length) {
        byte[] taken = new byte[length];
        buffer.get(taken);
        return taken;
    }

    private static Cipher cipher(int mode, SecretKeySpec key, byte[] nonce, byte[] header, String context)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(Byte.SIZE * TAG_LENGTH, nonce));
        cipher.updateAAD(header);
        cipher.updateAAD(context.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
