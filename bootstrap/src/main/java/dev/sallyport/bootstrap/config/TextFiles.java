package dev.sallyport.bootstrap.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** Opens the file that a {@code NAME_FILE} setting points to. */
@FunctionalInterface
public interface TextFiles {
    /** What is in the file, which is UTF-8 text; whoever asked for it closes it. */
    InputStream open(Path file) throws IOException;
}
