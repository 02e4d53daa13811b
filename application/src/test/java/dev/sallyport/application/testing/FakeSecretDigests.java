package dev.sallyport.application.testing;

import dev.sallyport.application.secret.SecretDigests;
import dev.sallyport.domain.secret.Secret;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** Digests without a key. */
public final class FakeSecretDigests implements SecretDigests {
    @Override
    public SecretDigest digest(SecretPurpose purpose, String context, Secret secret) {
        try {
            return SecretDigest.of(MessageDigest.getInstance("SHA-256")
                    .digest((purpose + "\n" + context + "\n" + secret.reveal()).getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }
}
