package dev.sallyport.security.account;

import dev.sallyport.domain.account.CommonPasswords;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * The operator's own list of passwords that may not be chosen (NIST SP 800-63B-4 §3.1.1.2: a blocklist). Whoever guesses at
 * what is made up of entries tries them in any order: each is as common as the list is long, so that a long list of words refuses no more phrases
 * than its words are worth.
 *
 * <p>Only the first 64 bits of each entry's SHA-256 are kept, eight bytes. What is on the list is never let pass, but what is not may be
 * taken for an entry: with a million of them, at one look-up in 2<sup>44</sup>. The longest password takes some eleven thousand look-ups, so
 * that one in a thousand million of them is refused by mistake.
 */
public final class PasswordBlocklist implements CommonPasswords {
    /** In ascending order. */
    private final long[] digests;

    private PasswordBlocklist(long[] digests) {
        this.digests = digests;
    }

    /**
     * Reads one entry from each line, in UTF-8, with no more than one line in memory. Nothing is a comment and nothing is trimmed, since
     * passwords begin with {@code #} and spaces, too. Lines of nothing but white space are skipped, and lines that are longer than any
     * password.
     *
     * @throws MalformedBlocklist if this is no list, or a larger one than is read
     */
    public static PasswordBlocklist read(InputStream content) throws IOException, MalformedBlocklist {
        MessageDigest sha256 = sha256();
        BlocklistLines lines = new BlocklistLines(content);
        GrowingDigests digests = new GrowingDigests();
        for (String line = lines.next(); line != null; line = lines.next()) {
            if (!line.isBlank()) {
                digests.add(digest(sha256, normalised(line)));
            }
        }
        long[] sorted = digests.sorted();
        if (sorted.length == 0) {
            throw new MalformedBlocklist(MalformedBlocklist.Flaw.NO_ENTRY, lines.number());
        }
        return new PasswordBlocklist(sorted);
    }

    /** As passwords are compared: what differs in case or normal form alone is the same entry. */
    private static String normalised(String line) {
        return Normalizer.normalize(line, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }

    private static long digest(MessageDigest sha256, String text) {
        return ByteBuffer.wrap(sha256.digest(text.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java platform has SHA-256", impossible);
        }
    }

    @Override
    public OptionalInt rank(String text) {
        return Arrays.binarySearch(digests, digest(sha256(), text)) < 0
                ? OptionalInt.empty()
                : OptionalInt.of(digests.length);
    }

    /** What is on this list or another, as common as the one says that knows it better. */
    public CommonPasswords with(CommonPasswords other) {
        return text ->
                IntStream.concat(rank(text).stream(), other.rank(text).stream()).min();
    }

    /** How many different entries there are. */
    public int size() {
        return digests.length;
    }
}
