package dev.sallyport.bootstrap.config;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How the audit trail is kept.
 *
 * @param retention for how long at the least; empty for ever
 */
public record AuditSettings(Optional<Duration> retention) {
    static final Setting<Duration> AUDIT_RETENTION = Setting.of(
            "AUDIT_RETENTION",
            Group.AUDIT,
            new RetentionType(),
            "0",
            "How long the audit trail is kept: months in which everything is older are dropped; at least 90 days. `0`: for ever.");

    /** The database drops nothing that is younger, whoever asks. */
    private static final Duration SHORTEST = Duration.ofDays(90);

    private static final class RetentionType implements ValueType<Duration> {
        private final ValueType<Duration> any = ValueTypes.duration("0", "36500d");

        @Override
        public Duration read(String text) throws Unreadable {
            Duration duration = any.read(text);
            if (!duration.isZero() && duration.compareTo(SHORTEST) < 0) {
                throw Unreadable.of(
                        text, "less than 90 days", "Give 90d or more, or 0 to keep the audit trail for ever.");
            }
            return duration;
        }
    }

    static List<Setting<?>> catalogue() {
        return List.of(AUDIT_RETENTION);
    }

    /**
     * Reads them alone.
     *
     * @throws ConfigurationRefused if something is wrong with them
     */
    public static AuditSettings parse(Map<String, String> environment, TextFiles files) {
        Readings readings = Readings.of(catalogue(), environment, files);
        if (!readings.problems().isEmpty()) {
            throw new ConfigurationRefused(readings.problems());
        }
        return from(readings);
    }

    static AuditSettings from(Readings readings) {
        return new AuditSettings(Optional.of(readings.get(AUDIT_RETENTION)).filter(kept -> !kept.isZero()));
    }
}
