package dev.sallyport.mail;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of phrases that come with this module, as they stand in its sources, so that none is forgotten. */
final class BundledFiles {
    private static final Path FOLDER = Path.of("src/main/resources/dev/sallyport/mail");
    private static final String ENGLISH = "messages.properties";

    private BundledFiles() {}

    static PhraseFile english() {
        return read(FOLDER.resolve(ENGLISH));
    }

    /** By the tag of their language. */
    static Map<String, PhraseFile> all() {
        Map<String, PhraseFile> files = new TreeMap<>();
        try (Stream<Path> paths = Files.list(FOLDER)) {
            paths.forEach(path -> files.put(language(path.getFileName().toString()), read(path)));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return files;
    }

    private static String language(String name) {
        return name.equals(ENGLISH) ? "en" : name.replaceFirst("^messages_(.+)\\.properties$", "$1");
    }

    /** Strictly as UTF-8. */
    private static PhraseFile read(Path path) {
        try {
            return PhraseFile.of(Files.readString(path, StandardCharsets.UTF_8));
        } catch (MalformedInputException malformed) {
            throw new AssertionError(path + " is not UTF-8", malformed);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
