package dev.sallyport.ratelimit.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A script that Redis runs as a whole, with nothing in between.
 *
 * @param sha1 the name under which Redis remembers it
 */
record Script(String text, String sha1) {
    static Script read(String name) {
        try (InputStream stream = Script.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException(name + " is not where it was built into");
            }
            byte[] text = stream.readAllBytes();
            String sha1 =
                    HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(text));
            return new Script(new String(text, StandardCharsets.UTF_8), sha1);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-1", impossible);
        }
    }
}
