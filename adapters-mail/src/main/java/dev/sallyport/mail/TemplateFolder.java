package dev.sallyport.mail;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The files of a folder, as text by name. Hidden ones are let be: Kubernetes keeps what it mounts in {@code ..data} and links to it.
 */
record TemplateFolder(Map<String, String> texts, List<TemplateFlaw> flaws) {
    private static final long MOST = 1024 * 1024;

    static TemplateFolder read(Path folder) {
        Map<String, String> texts = new TreeMap<>();
        List<TemplateFlaw> flaws = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.sorted().toList()) {
                String name = String.valueOf(file.getFileName());
                if (!name.startsWith(".")) {
                    read(file, name, texts, flaws);
                }
            }
        } catch (IOException unreadable) {
            flaws.add(new TemplateFlaw(
                    "",
                    (Files.isDirectory(folder)
                                    ? "names a folder that cannot be read: "
                                    : "names no folder that there is: ")
                            + folder.toAbsolutePath(),
                    "See that the folder exists, and that this process may list and read it."));
        }
        return new TemplateFolder(texts, flaws);
    }

    private static void read(Path file, String name, Map<String, String> texts, List<TemplateFlaw> flaws) {
        try {
            if (Files.isDirectory(file)) {
                flaws.add(new TemplateFlaw(
                        name, "this is a folder", "Put templates into the folder itself, and nothing else."));
            } else if (!Files.isRegularFile(file)) {
                throw new NoSuchFileException(name);
            } else if (Files.size(file) > MOST) {
                flaws.add(new TemplateFlaw(
                        name, "this is larger than 1 MiB", "Keep it small: it is part of every mail of its kind."));
            } else {
                texts.put(name, decoded(Files.readAllBytes(file)));
            }
        } catch (CharacterCodingException malformed) {
            flaws.add(new TemplateFlaw(
                    name, "this is not UTF-8 text", "Save the file as UTF-8, as with iconv -f latin1 -t utf-8."));
        } catch (IOException unreadable) {
            flaws.add(new TemplateFlaw(
                    name, "this cannot be read", "See that it is a file, and that this process may read it."));
        }
    }

    /** Some editors put a mark in front that is no part of the text. */
    private static String decoded(byte[] bytes) throws CharacterCodingException {
        String text = StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
}
