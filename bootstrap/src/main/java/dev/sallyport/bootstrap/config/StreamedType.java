package dev.sallyport.bootstrap.config;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A kind of value that may be too large to be kept as text. It is read from its file as it is, without a limit of ours. */
interface StreamedType<T> extends ValueType<T> {
    /** The value that the content stands for. */
    T read(InputStream content) throws IOException, Unreadable;

    @Override
    default T read(String text) throws Unreadable {
        try {
            return read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException impossible) {
            throw new UncheckedIOException("what is in memory can be read", impossible);
        }
    }

    /** What may be shown of the value; never all of it. */
    String show(T value);

    @Override
    default String show(String text, T value) {
        return show(value);
    }
}
