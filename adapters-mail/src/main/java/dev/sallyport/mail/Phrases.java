package dev.sallyport.mail;

import com.ibm.icu.text.DateFormat;
import com.ibm.icu.util.TimeZone;
import com.ibm.icu.util.ULocale;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.Device;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The phrases of one language, and those of the nearest other one where it has none. Each is filled in by the rules of its own language. */
final class Phrases {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm", Locale.ROOT);

    private final LanguageTag language;
    private final List<Wording> wordings;
    private final boolean rightToLeft;
    private final Isolation isolation;
    private final Map<String, Phrase> parsed = new ConcurrentHashMap<>();

    /**
     * @param wordings where each phrase is looked for, in this order; the last has them all
     */
    Phrases(LanguageTag language, List<Wording> wordings) {
        this.language = language;
        this.wordings = List.copyOf(wordings);
        this.rightToLeft = ULocale.forLanguageTag(language.value()).isRightToLeft();
        this.isolation = new Isolation(rightToLeft);
    }

    LanguageTag language() {
        return language;
    }

    /** Whether the language is written from right to left. */
    boolean isRightToLeft() {
        return rightToLeft;
    }

    /** That phrase, with whatever is among the arguments put into words too. */
    String say(String key, Map<String, ?> arguments) {
        Map<String, Object> worded = new HashMap<>();
        arguments.forEach((name, argument) -> worded.put(name, worded(argument)));
        return phrase(key).with(worded);
    }

    /** Parsed once: that takes ten times as long as filling it in. */
    private Phrase phrase(String key) {
        return parsed.computeIfAbsent(key, name -> {
            Wording first = wordings.stream()
                    .filter(wording -> wording.phrases().containsKey(name))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("there is no phrase " + name));
            return new Phrase(Objects.requireNonNull(first.phrases().get(name)), first.locale());
        });
    }

    /** What an argument is to readers: a number as it is, for the phrase to decide upon; all else as text. */
    Object worded(Object argument) {
        return switch (argument) {
            case Number number -> number;
            case Duration duration -> say(duration);
            case Instant instant -> say(instant);
            case Device device -> say(device);
            case EmailAddress address -> isolation.address(address.value());
            case ClientAddress address -> isolation.address(address.toString());
            case URI address -> isolation.address(address.toString());
            default -> isolation.name(argument.toString());
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
        ULocale locale = wordings.stream()
                .filter(wording -> wording.phrases().containsKey("instant"))
                .findFirst()
                .orElseThrow()
                .locale();
        DateFormat day = DateFormat.getDateInstance(DateFormat.LONG, locale);
        day.setTimeZone(TimeZone.GMT_ZONE);
        String time = TIME.format(instant.atZone(ZoneOffset.UTC));
        return phrase("instant").with(Map.of("day", day.format(instant.toEpochMilli()), "time", time));
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
                .map(isolation::name)
                .orElseGet(() -> say("device.unknown", Map.of()));
    }
}
