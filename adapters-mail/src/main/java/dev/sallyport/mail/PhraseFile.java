package dev.sallyport.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What a file of phrases says, with where it says it.
 *
 * @param lines in which line each phrase stands, from 1
 * @param faults what is wrong in which line: a name that stands there for the second time, an escape that is none
 */
record PhraseFile(Map<String, String> phrases, Map<String, Integer> lines, Map<Integer, String> faults) {
    PhraseFile {
        phrases = Map.copyOf(phrases);
        lines = Map.copyOf(lines);
    }

    /** One that comes with this module. */
    static PhraseFile bundled(String name) {
        try (InputStream file = PhraseFile.class.getResourceAsStream(name)) {
            if (file == null) {
                throw new IllegalStateException("this module was packed without " + name);
            }
            return of(new String(file.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException impossible) {
            throw new UncheckedIOException("what comes with this module can be read", impossible);
        }
    }

    static PhraseFile of(String text) {
        Map<String, String> phrases = new HashMap<>();
        Map<String, Integer> lines = new HashMap<>();
        Map<Integer, String> faults = new LinkedHashMap<>();
        entries(text).forEach((line, entry) -> {
            Properties one = new Properties();
            try {
                one.load(new StringReader(entry));
            } catch (IOException | IllegalArgumentException malformed) {
                faults.put(line, "has a \\u that is not followed by four hexadecimal digits");
            }
            one.stringPropertyNames().forEach(name -> {
                Integer before = lines.putIfAbsent(name, line);
                if (before != null) {
                    faults.put(line, "says again what line " + before + " says already, " + name);
                }
                phrases.put(name, one.getProperty(name));
            });
        });
        return new PhraseFile(phrases, lines, faults);
    }

    /** Each entry by the line where it begins: a line that ends with a backslash goes on in the next. */
    private static Map<Integer, String> entries(String text) {
        Map<Integer, String> entries = new LinkedHashMap<>();
        StringBuilder entry = new StringBuilder();
        int begin = 0;
        int number = 0;
        for (String line : text.split("\\R", -1)) {
            number++;
            if (entry.isEmpty()) {
                begin = number;
                if (line.isBlank() || "#!".indexOf(line.stripLeading().charAt(0)) >= 0) {
                    continue;
                }
            }
            entry.append(line).append('\n');
            if (!goesOn(line)) {
                entries.put(begin, entry.toString());
                entry.setLength(0);
            }
        }
        if (!entry.isEmpty()) {
            entries.put(begin, entry.toString());
        }
        return entries;
    }

    private static boolean goesOn(String line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
