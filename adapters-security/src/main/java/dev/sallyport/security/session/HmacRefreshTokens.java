package dev.sallyport.security.session;

import dev.sallyport.application.session.RefreshTokens;
import dev.sallyport.domain.session.GenuineRefreshToken;
import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.security.keys.HmacKey;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;

/**
 * Refresh tokens that nobody has to store. One is, in base64url,
 *
 * <pre>version (1 byte) ‖ session id (16) ‖ generation (8) ‖ HMAC-SHA256 of all that (32)</pre>
 *
 * which makes 76 characters without any bits to spare, so that each token has one text only.
 */
public final class HmacRefreshTokens implements RefreshTokens {
    private static final byte VERSION = 1;
    private static final int SIGNED_LENGTH = 1 + Long.BYTES + Long.BYTES + Long.BYTES;
    private static final int LENGTH = SIGNED_LENGTH + HmacKey.LENGTH;
    private static final int TEXT_LENGTH = LENGTH / 3 * 4;

    /** No other use of the key, should there ever be one, makes the same codes. */
    private static final byte[] DOMAIN = "sallyport refresh token\0".getBytes(StandardCharsets.US_ASCII);

    private final HmacKey key;

    public HmacRefreshTokens(HmacKey key) {
        this.key = key;
    }

    @Override
    public RefreshToken derive(SessionId session, long generation) {
        byte[] signed = ByteBuffer.allocate(SIGNED_LENGTH)
                .put(VERSION)
                .putLong(session.value().getMostSignificantBits())
                .putLong(session.value().getLeastSignificantBits())
                .putLong(generation)
                .array();
        byte[] token = ByteBuffer.allocate(LENGTH)
                .put(signed)
                .put(authenticationCode(signed))
                .array();
        return RefreshToken.of(Base64.getUrlEncoder().encodeToString(token));
    }

    @Override
    public Optional<GenuineRefreshToken> authenticate(RefreshToken presented) {
        return decode(presented.reveal()).flatMap(token -> {
            byte[] signed = new byte[SIGNED_LENGTH];
            byte[] code = new byte[HmacKey.LENGTH];
            ByteBuffer.wrap(token).get(signed).get(code);
            boolean genuine = MessageDigest.isEqual(authenticationCode(signed), code);
            return genuine ? read(ByteBuffer.wrap(signed)) : Optional.empty();
        });
    }

    private static Optional<byte[]> decode(String text) {
        if (text.length() != TEXT_LENGTH) {
            return Optional.empty();
        }
        try {
            byte[] token = Base64.getUrlDecoder().decode(text);
            return Optional.of(token).filter(whole -> whole.length == LENGTH);
        } catch (IllegalArgumentException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<GenuineRefreshToken> read(ByteBuffer signed) {
        if (signed.get() != VERSION) {
            return Optional.empty();
        }
        SessionId session = new SessionId(new UUID(signed.getLong(), signed.getLong()));
        return Optional.of(new GenuineRefreshToken(session, signed.getLong()));
    }

    private byte[] authenticationCode(byte[] signed) {
        return key.authenticate(ByteBuffer.allocate(DOMAIN.length + signed.length)
                .put(DOMAIN)
                .put(signed)
                .array());
    }
}
