package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.secondfactor.SecondFactorPolicy;
import dev.sallyport.domain.secondfactor.SecondFactorPolicy.Requirement;
import dev.sallyport.domain.secondfactor.TotpParameters;
import java.time.Duration;
import java.util.List;

/** Who must have a second factor, and how it is proven. */
public record SecondFactorSettings(SecondFactorPolicy policy) {
    static final Setting<String> TOTP_ISSUER = Setting.optional(
            "TOTP_ISSUER",
            Group.TWO_FACTOR,
            issuer(),
            "`APP_NAME`",
            "What authenticator apps call your application; without a colon.");
    static final Setting<Integer> TOTP_DIGITS = Setting.of(
            "TOTP_DIGITS",
            Group.TWO_FACTOR,
            ValueTypes.number(6, 8),
            "6",
            "Digits of a code. Whoever has enrolled keeps what they enrolled with; some apps know six alone.");
    static final Setting<Duration> TOTP_PERIOD = Setting.of(
            "TOTP_PERIOD",
            Group.TWO_FACTOR,
            wholeSeconds("15s", "120s"),
            "30s",
            "How long a code is shown. Whoever has enrolled keeps what they enrolled with; some apps know 30 seconds alone.");
    static final Setting<Integer> TOTP_WINDOW = Setting.of(
            "TOTP_WINDOW",
            Group.TWO_FACTOR,
            ValueTypes.number(0, 2),
            "1",
            "By how many such periods the clock of an authenticator may be off, in either direction.");
    static final Setting<Requirement> TWO_FACTOR = Setting.of(
            "TWO_FACTOR",
            Group.TWO_FACTOR,
            ValueTypes.oneOf(Requirement.class),
            "optional",
            "Who must have a second factor: nobody (`optional`), everybody (`required`), or whoever may administrate"
                    + " (`required-for-admins`). Who must and has none can enrol and do nothing else.");
    static final Setting<Duration> STEP_UP_MAX_AGE = Setting.of(
            "STEP_UP_MAX_AGE",
            Group.TOKENS,
            ValueTypes.duration("30s", "1h"),
            "5m",
            "For how long after signing in, or proving it again, nobody is asked who they are before a delicate change.");

    static List<Setting<?>> catalogue() {
        return List.of(TOTP_ISSUER, TOTP_DIGITS, TOTP_PERIOD, TOTP_WINDOW, TWO_FACTOR);
    }

    static SecondFactorSettings from(Readings readings) {
        return new SecondFactorSettings(new SecondFactorPolicy(
                readings.get(TWO_FACTOR),
                // What stands before the colon is the issuer's name, and apps cut it off there.
                readings.find(TOTP_ISSUER)
                        .orElseGet(() -> readings.get(ServerSettings.APP_NAME).replace(":", "")),
                new TotpParameters(readings.get(TOTP_DIGITS), readings.get(TOTP_PERIOD)),
                readings.get(TOTP_WINDOW),
                readings.get(STEP_UP_MAX_AGE)));
    }

    private static ValueType<String> issuer() {
        ValueType<String> line = ValueTypes.text(64);
        return text -> {
            if (text.contains(":")) {
                throw Unreadable.of(
                        text, "which has a colon", "Leave the colon out: apps take it for the end of the name.");
            }
            return line.read(text);
        };
    }

    private static ValueType<Duration> wholeSeconds(String least, String most) {
        ValueType<Duration> duration = ValueTypes.duration(least, most);
        return text -> {
            Duration read = duration.read(text);
            if (read.toNanosPart() != 0) {
                throw Unreadable.of(text, "not in whole seconds", "Give whole seconds, such as 30s.");
            }
            return read;
        };
    }
}
