package dev.sallyport.bootstrap.config;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
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
    private final Map<Setting<?>, Reading> readings = new HashMap<>();
    private final Set<Setting<?>> malformed = new HashSet<>();
    private final List<Problem> problems = new ArrayList<>();

    private record Reading(Object value, String text, String shown, ShownSetting.Source source) {}

    private record Text(String value, ShownSetting.Source source) {}

    private Readings(Map<String, String> environment, TextFiles files) {
        this.environment = environment;
        this.files = files;
    }

    static Readings of(List<Setting<?>> settings, Map<String, String> environment, TextFiles files) {
        Readings readings = new Readings(environment, files);
        settings.forEach(readings::read);
        return readings;
    }

    private <T> void read(Setting<T> setting) {
        try {
            Text text = text(setting);
            if (text != null) {
                T value = setting.type().read(text.value());
                readings.put(
                        setting,
                        new Reading(value, text.value(), setting.type().show(text.value(), value), text.source()));
            }
        } catch (Unreadable why) {
            malformed.add(setting);
            problems.add(why.of(setting.name()));
        }
    }

    /** What was said; an empty text says nothing, as Compose files pass on what is not set. */
    private @Nullable Text text(Setting<?> setting) throws Unreadable {
        String direct = environment.getOrDefault(setting.name(), "").strip();
        String file = environment.getOrDefault(setting.fileName(), "").strip();
        if (!direct.isEmpty() && !file.isEmpty()) {
            throw new Unreadable("is set together with " + setting.fileName(), "Keep one of the two.");
        }
        if (!file.isEmpty()) {
            return new Text(supported(fromFile(setting, file)), ShownSetting.Source.FILE);
        }
        if (!direct.isEmpty()) {
            return new Text(supported(direct), ShownSetting.Source.ENVIRONMENT);
        }
        String fallback = setting.fallback();
        return fallback == null ? null : new Text(fallback, ShownSetting.Source.DEFAULT);
    }

    private String fromFile(Setting<?> setting, String name) throws Unreadable {
        String content;
        try {
            content = files.read(Path.of(name));
        } catch (IOException | InvalidPathException unreadable) {
            throw new Unreadable(
                    "cannot be read from the file that " + setting.fileName() + " names",
                    "See that the file exists, is UTF-8 and that this process may read it.");
        }
        String value = content.replaceFirst("\\R\\z", "");
        if (value.isEmpty() || value.length() > MAX_FILE_LENGTH) {
            throw new Unreadable(
                    "is read from a file that is empty or larger than 64 KiB, as " + setting.fileName() + " names it",
                    "Write the value into the file.");
        }
        return value;
    }

    private static String supported(String text) throws Unreadable {
        if (text.startsWith("ssm:/")) {
            throw new Unreadable(
                    "is in AWS Parameter Store (ssm:/…), which this version cannot read",
                    "Give the value itself, or a file with it under the name that ends in _FILE.");
        }
        return text;
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
