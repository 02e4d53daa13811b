package dev.sallyport.bootstrap.config;

import java.io.IOException;
import java.nio.file.Path;

/** Reads the file that a {@code NAME_FILE} setting points to. */
@FunctionalInterface
public interface TextFiles {
    /** The whole file as UTF-8 text. */
    String read(Path file) throws IOException;
}
