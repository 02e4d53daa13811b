package dev.sallyport.security.secret;

import dev.sallyport.application.secret.SecretDigests;
import dev.sallyport.domain.secret.Secret;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;
import dev.sallyport.security.keys.HmacKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/**
 * HMAC-SHA256 over purpose, context and secret, the length of each written in front of it, so that none can run into the next: the
 * secret {@code 34} of context {@code 12} is not the secret {@code 234} of context {@code 1}.
 */
public final class HmacSecretDigests implements SecretDigests {
    private final HmacKey key;

    public HmacSecretDigests(HmacKey key) {
        this.key = key;
    }

    @Override
    public SecretDigest digest(SecretPurpose purpose, String context, Secret secret) {
        List<byte[]> parts = Stream.of("sallyport secret digest", purpose.label(), context, secret.reveal())
                .map(part -> part.getBytes(StandardCharsets.UTF_8))
                .toList();
        ByteBuffer message = ByteBuffer.allocate(
                parts.stream().mapToInt(part -> Integer.BYTES + part.length).sum());
        parts.forEach(part -> message.putInt(part.length).put(part));
        return SecretDigest.of(key.authenticate(message.array()));
    }
}
