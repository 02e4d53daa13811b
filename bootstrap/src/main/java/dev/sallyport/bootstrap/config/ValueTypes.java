package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.domain.ratelimit.Rate;
import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The kinds of values that are not peculiar to one setting. */
final class ValueTypes {
    private static final Pattern AMOUNT = Pattern.compile("([0-9]{1,9})(ms|s|m|h|d)");
    private static final Pattern SIZE = Pattern.compile("([0-9]{1,9})(KiB|MiB|GiB)");
    private static final Pattern RATE = Pattern.compile("([0-9]+)/(.+)");
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}");
    private static final int MAX_PORT = 65_535;
    private static final int MAX_CAPACITY = 1_000_000;
    private static final Duration SHORTEST_PERIOD = Duration.ofSeconds(1);
    private static final Duration LONGEST_PERIOD = Duration.ofDays(31);
    private static final String RATE_REMEDY = "Write it like 10/1m (ten a minute) or 100/1h.";

    private ValueTypes() {}

    /** One line of text. */
    static ValueType<String> text(int maxLength) {
        return text -> {
            if (text.length() > maxLength || text.chars().anyMatch(Character::isISOControl)) {
                throw Unreadable.of(
                        text,
                        "which is too long or not one line",
                        "Give one line of at most " + maxLength + " characters.");
            }
            return text;
        };
    }

    static ValueType<ConfiguredSecret> secret() {
        return new ValueType<>() {
            @Override
            public ConfiguredSecret read(String text) {
                return new ConfiguredSecret(text);
            }

            @Override
            public String show(String text, ConfiguredSecret value) {
                return value.toString();
            }
        };
    }

    /** A TCP port; 0 lets the system choose a free one. */
    static ValueType<Integer> port() {
        return number(0, MAX_PORT);
    }

    static ValueType<Integer> number(int least, int most) {
        return text -> {
            if (NUMBER.matcher(text).matches()) {
                int number = Integer.parseInt(text);
                if (number >= least && number <= most) {
                    return number;
                }
            }
            throw Unreadable.of(text, "not a number from " + least + " to " + most, "Give such a number.");
        };
    }

    static ValueType<Boolean> flag() {
        return text -> switch (text) {
            case "true", "on" -> true;
            case "false", "off" -> false;
            default -> throw Unreadable.of(text, "neither on nor off", "Give on (true) or off (false).");
        };
    }

    /** One of the constants, written in lower case with hyphens. */
    static <E extends Enum<E>> ValueType<E> oneOf(Class<E> constants) {
        return text -> {
            for (E constant : constants.getEnumConstants()) {
                if (written(constant).equals(text)) {
                    return constant;
                }
            }
            throw Unreadable.of(
                    text,
                    "which is not known",
                    "Give one of: "
                            + Arrays.stream(constants.getEnumConstants())
                                    .map(ValueTypes::written)
                                    .collect(Collectors.joining(", "))
                            + ".");
        };
    }

    /** At least one of the constants, parted by commas. */
    static <E extends Enum<E>> ValueType<Set<E>> someOf(Class<E> constants) {
        ValueType<E> one = oneOf(constants);
        return text -> {
            Set<E> some = EnumSet.noneOf(constants);
            for (String item : text.split(",", -1)) {
                some.add(one.read(item.strip()));
            }
            return Set.copyOf(some);
        };
    }

    private static String written(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** {@code 500ms}, {@code 90s}, {@code 15m}, {@code 12h}, {@code 7d}, {@code 0}, or ISO-8601; within the bounds. */
    static ValueType<Duration> duration(String least, String most) {
        Duration atLeast = bound(least);
        Duration atMost = bound(most);
        return text -> {
            Duration duration = duration(text);
            if (duration.compareTo(atLeast) < 0 || duration.compareTo(atMost) > 0) {
                throw Unreadable.of(
                        text,
                        "not between " + least + " and " + most,
                        "Give a duration from " + least + " to " + most + ".");
            }
            return duration;
        };
    }

    private static Duration bound(String text) {
        try {
            return duration(text);
        } catch (Unreadable wrong) {
            throw new IllegalArgumentException(wrong);
        }
    }

    private static Duration duration(String text) throws Unreadable {
        Matcher amount = AMOUNT.matcher(text);
        if (amount.matches()) {
            long number = Long.parseLong(amount.group(1));
            return switch (amount.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                case "h" -> Duration.ofHours(number);
                default -> Duration.ofDays(number);
            };
        }
        if (text.equals("0")) {
            return Duration.ZERO;
        }
        try {
            return Duration.parse(text);
        } catch (DateTimeParseException | ArithmeticException notIso) {
            throw Unreadable.of(text, "not a duration", "Write it like 90s, 15m, 12h or 7d.");
        }
    }

    /** {@code 10/1m}: so many in any such period. */
    static ValueType<Rate> rate() {
        return text -> {
            Matcher rate = RATE.matcher(text);
            if (!rate.matches()) {
                throw Unreadable.of(text, "not a rate", RATE_REMEDY);
            }
            String capacity = rate.group(1);
            if (capacity.length() > 9 || Integer.parseInt(capacity) < 1 || Integer.parseInt(capacity) > MAX_CAPACITY) {
                throw Unreadable.of(text, "not a rate of 1 to " + MAX_CAPACITY + " in a period", RATE_REMEDY);
            }
            Duration period = period(rate.group(2), text);
            if (period.compareTo(SHORTEST_PERIOD) < 0 || period.compareTo(LONGEST_PERIOD) > 0) {
                throw Unreadable.of(text, "the period of which is not between 1s and 31d", RATE_REMEDY);
            }
            return new Rate(Integer.parseInt(capacity), period);
        };
    }

    private static Duration period(String period, String rate) throws Unreadable {
        try {
            return duration(period.matches("[a-z]+") ? "1" + period : period);
        } catch (Unreadable noDuration) {
            throw Unreadable.of(rate, "the period of which is not a duration", RATE_REMEDY);
        }
    }

    /** A rate, or {@code 0} for none. */
    static ValueType<Optional<Rate>> rateOrNone() {
        ValueType<Rate> rate = rate();
        return text -> text.equals("0") ? Optional.empty() : Optional.of(rate.read(text));
    }

    /** {@code 64KiB}, {@code 19MiB}, {@code 1GiB}; in KiB, within the bounds. */
    static ValueType<Integer> kibibytes(int least, int most) {
        return text -> {
            Matcher size = SIZE.matcher(text);
            if (size.matches()) {
                long factor = switch (size.group(2)) {
                    case "KiB" -> 1;
                    case "MiB" -> 1024;
                    default -> 1024 * 1024;
                };
                long kibibytes = Long.parseLong(size.group(1)) * factor;
                if (kibibytes >= least && kibibytes <= most) {
                    return (int) kibibytes;
                }
            }
            throw Unreadable.of(
                    text,
                    "not a size from " + least + "KiB to " + most / 1024 + "MiB",
                    "Write it like 512KiB or 19MiB.");
        };
    }

    static ValueType<LanguageTag> language() {
        return text -> switch (LanguageTag.parse(text)) {
            case Parsed.Valid<LanguageTag>(var tag) -> tag;
            case Parsed.Invalid<LanguageTag>(var flaw) ->
                throw Unreadable.of(text, "not a language tag", "Give one such as en, de or pt-BR.");
        };
    }

    static ValueType<EmailAddress> email() {
        return text -> switch (EmailAddress.parse(text)) {
            case Parsed.Valid<EmailAddress>(var email) -> email;
            case Parsed.Invalid<EmailAddress>(var flaw) ->
                throw Unreadable.of(text, "not an e-mail address", "Give one such as accounts@example.com.");
        };
    }
}
