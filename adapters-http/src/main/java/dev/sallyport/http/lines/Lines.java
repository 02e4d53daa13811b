package dev.sallyport.http.lines;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/** The lines of a file that have something on them, as bytes, however the file goes on. No more than one of them is in memory. */
final class Lines implements Iterator<Lines.Line> {
    /** As much as a request's body. */
    static final int LONGEST = 64 * 1024;

    private static final int END = -1;

    private final InputStream file;
    private long number;
    private boolean ended;
    private @Nullable Line next;

    Lines(InputStream file) {
        this.file = new BufferedInputStream(file);
    }

    /** One line without its end. */
    static final class Line {
        private final long number;
        private final byte[] bytes;
        private final boolean tooLong;

        Line(long number, byte[] bytes, boolean tooLong) {
            this.number = number;
            this.bytes = bytes;
            this.tooLong = tooLong;
        }

        /** Counted from 1, with the blank ones. */
        long number() {
            return number;
        }

        byte[] bytes() {
            return bytes;
        }

        boolean isTooLong() {
            return tooLong;
        }

        private boolean isBlank() {
            for (byte each : bytes) {
                if (each != ' ' && each != '\t' && each != '\r') {
                    return false;
                }
            }
            return true;
        }
    }

    @Override
    public boolean hasNext() {
        while (next == null && !ended) {
            Line line = read();
            next = line.isBlank() ? null : line;
        }
        return next != null;
    }

    @Override
    public Line next() {
        Line line = hasNext() ? next : null;
        if (line == null) {
            throw new NoSuchElementException();
        }
        next = null;
        return line;
    }

    private Line read() {
        var bytes = new ByteArrayOutputStream();
        boolean tooLong = false;
        number++;
        try {
            int each = file.read();
            while (each != END && each != '\n') {
                if (bytes.size() < LONGEST) {
                    bytes.write(each);
                } else {
                    tooLong = true;
                }
                each = file.read();
            }
            ended = each == END;
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new Line(number, bytes.toByteArray(), tooLong);
    }
}
