package dev.sallyport.mail;

import com.ibm.icu.text.MessageFormat;
import dev.sallyport.domain.session.Device;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.ResourceBundle;
import java.util.Set;
import java.util.stream.Stream;

/** The phrases of one language, or of English where that language has none. */
final class Phrases {
    private static final String BUNDLE = "dev.sallyport.mail.messages";

    private static final Set<String> REAL_LANGUAGES = Set.of(Locale.getISOLanguages());

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofLocalizedDate(FormatStyle.LONG);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final ResourceBundle bundle;
    private final Locale locale;

    private Phrases(ResourceBundle bundle) {
        this.bundle = bundle;
        this.locale = Locale.forLanguageTag(bundle.getString("language"));
    }

    /**
     * Those of that language if there are any, else of English; the language of this machine makes no difference. Only real languages are
     * looked for: the JDK remembers each one for ever, and people can invent any number of regions and variants.
     */
    static Phrases of(Locale wanted) {
        Locale language = REAL_LANGUAGES.contains(wanted.getLanguage()) ? Locale.of(wanted.getLanguage()) : Locale.ROOT;
        return new Phrases(ResourceBundle.getBundle(
                BUNDLE,
                language,
                ResourceBundle.Control.getNoFallbackControl(ResourceBundle.Control.FORMAT_PROPERTIES)));
    }

    /** The language's BCP 47 tag. */
    String language() {
        return locale.toLanguageTag();
    }

    /** That phrase, with durations, instants and devices among the arguments put into words too. */
    String say(String key, Map<String, ?> arguments) {
        Map<String, Object> worded = new HashMap<>();
        arguments.forEach((name, argument) -> worded.put(name, worded(argument)));
        return new MessageFormat(bundle.getString(key), locale).format(worded);
    }

    private Object worded(Object argument) {
        return switch (argument) {
            case Duration duration -> say(duration);
            case Instant instant -> say(instant);
            case Device device -> say(device);
            default -> argument;
        };
    }

    /**
     * In the largest unit that it is whole in, or else in minutes, never more than it is. One day is called 24 hours, since it could be taken
     * for the rest of the day.
     */
    private String say(Duration duration) {
        if (duration.toMinutes() < 2 && duration.toSecondsPart() != 0) {
            return say("duration.seconds", Map.of("n", duration.toSeconds()));
        }
        if (duration.toDays() > 1 && duration.equals(Duration.ofDays(duration.toDays()))) {
            return say("duration.days", Map.of("n", duration.toDays()));
        }
        return duration.toMinutesPart() == 0 && duration.toHours() > 0
                ? say("duration.hours", Map.of("n", duration.toHours()))
                : say("duration.minutes", Map.of("n", duration.toMinutes()));
    }

    /** A day and a time that mean the same to everybody, wherever they are. */
    private String say(Instant instant) {
        ZonedDateTime utc = instant.atZone(ZoneOffset.UTC);
        return say(
                "instant",
                Map.of(
                        "day", DAY.withLocale(locale).format(utc),
                        "time", TIME.format(utc)));
    }

    private String say(Device device) {
        String program = device.program();
        String system = device.system();
        if (program != null && system != null) {
            return say("device", Map.of("program", program, "system", system));
        }
        return Stream.of(program, system)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> say("device.unknown", Map.of()));
    }
}
