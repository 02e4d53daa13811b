package dev.sallyport.http.page;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** Files that come with the program. */
public final class Resource {

    private Resource() {}

    /**
     * The content of a file.
     *
     * @param name relative to the neighbour's package, or absolute with a leading slash
     */
    public static byte[] bytes(Class<?> neighbour, String name) {
        try (InputStream file = neighbour.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("the program is incomplete: " + name + " is missing");
            }
            return file.readAllBytes();
        } catch (IOException unreadable) {
            throw new UncheckedIOException("the program is damaged: " + name + " cannot be read", unreadable);
        }
    }

    public static String text(Class<?> neighbour, String name) {
        return new String(bytes(neighbour, name), StandardCharsets.UTF_8);
    }
}
