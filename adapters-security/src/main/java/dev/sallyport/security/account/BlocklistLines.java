package dev.sallyport.security.account;

import dev.sallyport.security.account.MalformedBlocklist.Flaw;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The lines of a text in UTF-8, as they stream in. */
final class BlocklistLines {
    static final int MAX_BYTES = 64 * 1024 * 1024;

    /** A password has at most 256 characters of at most four bytes; decomposed, most that are written take fewer than four times as many. */
    private static final int MAX_LINE_BYTES = 4096;

    private static final String BYTE_ORDER_MARK = "\uFEFF";
    private static final int END = -1;

    private final InputStream content;
    private final CharsetDecoder utf8 = StandardCharsets.UTF_8.newDecoder();
    private final byte[] chunk = new byte[64 * 1024];
    private int chunkLength;
    private int position;
    private int total;
    private final byte[] line = new byte[MAX_LINE_BYTES];
    private int number;
    private boolean endedByCarriageReturn;

    /**
     * @param content whose owner closes it
     */
    BlocklistLines(InputStream content) {
        this.content = content;
    }

    /** The next line without its end (LF, CRLF or CR); empty if it is longer than 4096 bytes; null when there is none. */
    @Nullable
    String next() throws IOException, MalformedBlocklist {
        int octet = octet();
        if (octet == '\n' && endedByCarriageReturn) {
            octet = octet();
        }
        if (octet == END) {
            return null;
        }
        number++;
        int length = 0;
        for (; octet != '\n' && octet != '\r' && octet != END; octet = octet()) {
            if (length < MAX_LINE_BYTES) {
                line[length] = (byte) octet;
            }
            length = Math.min(length + 1, MAX_LINE_BYTES + 1);
        }
        endedByCarriageReturn = octet == '\r';
        return length > MAX_LINE_BYTES ? "" : decoded(length);
    }

    private String decoded(int length) throws MalformedBlocklist {
        String text;
        try {
            text = utf8.decode(ByteBuffer.wrap(line, 0, length)).toString();
        } catch (CharacterCodingException otherEncoding) {
            throw new MalformedBlocklist(Flaw.NOT_UTF_8, number);
        }
        // What is UTF-16 without saying so is half NULs, which are fine in UTF-8.
        if (text.indexOf('\0') >= 0) {
            throw new MalformedBlocklist(Flaw.NOT_UTF_8, number);
        }
        return number == 1 && text.startsWith(BYTE_ORDER_MARK) ? text.substring(1) : text;
    }

    private int octet() throws IOException, MalformedBlocklist {
        if (position == chunkLength) {
            position = 0;
            chunkLength = Math.max(0, content.read(chunk));
            if (chunkLength == 0) {
                return END;
            }
            total += chunkLength;
            if (total > MAX_BYTES) {
                throw new MalformedBlocklist(Flaw.TOO_LARGE, number);
            }
        }
        return chunk[position++] & 0xFF;
    }

    /** Which line was read last, from 1. */
    int number() {
        return number;
    }
}
