package dev.sallyport.bootstrap.config;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What every setting is, and where it was said; with what could not be read. */
final class Readings {
    private static final int MAX_FILE_LENGTH = 65_536;

    private final Map<String, String> environment;
    private final TextFiles files;
    private final Map<Setting<?>, Heard> heard = new LinkedHashMap<>();
    private final Map<Setting<?>, Reading> readings = new HashMap<>();
    private final Set<Setting<?>> malformed = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    private record Reading(Object value, String text, String shown, ShownSetting.Source source) {}

    /** What was said of a setting, before it is known what that means. */
    private sealed interface Heard {
        record Text(String text, ShownSetting.Source source) implements Heard {}

        record Streamed(Reading reading) implements Heard {}

        record Amiss(Unreadable why) implements Heard {}
    }

    private Readings(Map<String, String> environment, TextFiles files) {
        this.environment = environment;
        this.files = files;
    }

    static Readings of(List<Setting<?>> settings, Map<String, String> environment, TextFiles files) {
        Readings readings = new Readings(environment, files);
        settings.forEach(readings::hear);
        ParameterReferences references = ParameterReferences.among(readings.texts(), ParameterStore.ofAws());
        readings.heard.keySet().forEach(setting -> readings.read(setting, references));
        return readings;
    }

    private void hear(Setting<?> setting) {
        try {
            Heard said = said(setting);
            if (said != null) {
                heard.put(setting, said);
            }
        } catch (Unreadable why) {
            heard.put(setting, new Heard.Amiss(why));
        }
    }

    private List<String> texts() {
        return heard.values().stream()
                .filter(Heard.Text.class::isInstance)
                .map(said -> ((Heard.Text) said).text())
                .toList();
    }

    private void read(Setting<?> setting, ParameterReferences references) {
        try {
            readings.put(setting, reading(setting, heard.get(setting), references));
        } catch (Unreadable why) {
            malformed.add(setting);
            problems.add(why.of(setting.name()));
        }
    }

    /** What was said; an empty text says nothing, as Compose files pass on what is not set. */
    private <T> @Nullable Heard said(Setting<T> setting) throws Unreadable {
        String direct = environment.getOrDefault(setting.name(), "").strip();
        String file = environment.getOrDefault(setting.fileName(), "").strip();
        if (!direct.isEmpty() && !file.isEmpty()) {
            throw new Unreadable("is set together with " + setting.fileName(), "Keep one of the two.");
        }
        if (!file.isEmpty()) {
            return setting.type() instanceof StreamedType<T> type
                    ? new Heard.Streamed(streamed(setting, type, file))
                    : new Heard.Text(fromFile(setting, file), ShownSetting.Source.FILE);
        }
        if (!direct.isEmpty()) {
            return new Heard.Text(direct, ShownSetting.Source.ENVIRONMENT);
        }
        String fallback = setting.fallback();
        return fallback == null ? null : new Heard.Text(fallback, ShownSetting.Source.DEFAULT);
    }

    private static Reading reading(Setting<?> setting, @Nullable Heard heard, ParameterReferences references)
            throws Unreadable {
        return switch (heard) {
            case Heard.Text(var text, var source) ->
                ParameterReferences.isOne(text) ? referred(setting, text, references) : reading(setting, text, source);
            case Heard.Streamed(var reading) -> reading;
            case Heard.Amiss(var why) -> throw why;
            case null -> throw new IllegalStateException(setting.name() + " was not heard of");
        };
    }

    /** What is wrong with a parameter's value is told without the value: it may be the secret of another setting, put in the wrong place. */
    private static Reading referred(Setting<?> setting, String reference, ParameterReferences references)
            throws Unreadable {
        String text = references.valueOf(reference);
        try {
            return reading(setting, text, ShownSetting.Source.SSM);
        } catch (Unreadable why) {
            throw why.in(ParameterReferences.inWords(reference));
        }
    }

    private static <T> Reading reading(Setting<T> setting, String text, ShownSetting.Source source) throws Unreadable {
        T value = setting.type().read(text);
        return new Reading(value, text, setting.type().show(text, value), source);
    }

    /** Its text is not kept. */
    private <T> Reading streamed(Setting<T> setting, StreamedType<T> type, String name) throws Unreadable {
        try (InputStream content = files.open(Path.of(name))) {
            T value = type.read(content);
            return new Reading(value, "", type.show(value), ShownSetting.Source.FILE);
        } catch (IOException | InvalidPathException unreadable) {
            throw cannotBeRead(setting);
        }
    }

    private String fromFile(Setting<?> setting, String name) throws Unreadable {
        String value;
        try (InputStream content = files.open(Path.of(name))) {
            byte[] bytes = content.readNBytes(MAX_FILE_LENGTH + 1);
            value = bytes.length > MAX_FILE_LENGTH ? "" : decoded(bytes).replaceFirst("\\R\\z", "");
        } catch (IOException | InvalidPathException unreadable) {
            throw cannotBeRead(setting);
        }
        if (value.isEmpty()) {
            throw new Unreadable(
                    "is read from a file that is empty or larger than 64 KiB, as " + setting.fileName() + " names it",
                    "Write the value into the file.");
        }
        return value;
    }

    private static String decoded(byte[] bytes) throws CharacterCodingException {
        return StandardCharsets.UTF_8
                .newDecoder()
                .decode(ByteBuffer.wrap(bytes))
                .toString();
    }

    private static Unreadable cannotBeRead(Setting<?> setting) {
        return new Unreadable(
                "cannot be read from the file that " + setting.fileName() + " names",
                "See that the file exists, is no directory, is UTF-8 and that this process may read it.");
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** What the setting is, unless there is nothing or it could not be read. */
    @SuppressWarnings("unchecked") // read(Setting) put a T there
    <T> Optional<T> find(Setting<T> setting) {
        return Optional.ofNullable(readings.get(setting)).map(reading -> (T) reading.value());
    }

    /** What the setting is; only once it is known that nothing is missing. */
    <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new IllegalStateException(setting.name() + " was not checked"));
    }

    /** The file that the setting was read from, if it was one. */
    Optional<Path> file(Setting<?> setting) {
        Reading reading = readings.get(setting);
        return reading != null && reading.source() == ShownSetting.Source.FILE
                ? Optional.of(
                        Path.of(environment.getOrDefault(setting.fileName(), "").strip()))
                : Optional.empty();
    }

    /** Whether nothing was said, and there is no default. What could not be read is not missing. */
    boolean isMissing(Setting<?> setting) {
        return !readings.containsKey(setting) && !malformed.contains(setting);
    }

    /** Whether both were said, in the same words. */
    boolean sayTheSame(Setting<?> one, Setting<?> other) {
        Reading first = readings.get(one);
        Reading second = readings.get(other);
        return first != null && second != null && first.text().equals(second.text());
    }

    /**
     * The setting as it may be shown to people.
     *
     * @param derived what it is if nothing was said, where that depends on something else; no secret
     */
    ShownSetting shown(Setting<?> setting, @Nullable String derived) {
        Reading reading = readings.get(setting);
        if (reading != null) {
            return new ShownSetting(setting.name(), reading.shown(), reading.source());
        }
        String otherwise = "(" + setting.fallbackShown().replace("`", "") + ")";
        return new ShownSetting(
                setting.name(), derived == null ? otherwise : derived + "  " + otherwise, ShownSetting.Source.DEFAULT);
    }
}
