package dev.sallyport.application.admin;

import dev.sallyport.application.Gate;
import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.application.admin.Statistics.Counted;
import dev.sallyport.application.admin.Statistics.Counts;
import dev.sallyport.application.admin.Statistics.Day;
import dev.sallyport.domain.access.Delegation;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Shows how many accounts there are, and what happened on each of the last thirty days. What was counted is shown again for half a minute,
 * however many ask; days that are over are counted once. Where they cannot be counted, or somebody counts for long, the figures before are shown.
 */
public final class ReadStatistics {
    private static final Duration FRESH = Duration.ofSeconds(30);
    private static final int DAYS = 30;

    /** What failed is not begun again by everybody who asks: it may well have failed for taking too long. */
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(10);

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(1);

    private final Statistics statistics;
    private final InstantSource clock;
    private final Gate counting;
    private volatile @Nullable Known known;
    private volatile @Nullable Instant failedAt;

    private record Known(Instant asOf, Counts counts, List<Day> days) {
        boolean isFresh(Instant now) {
            return !now.isBefore(asOf) && now.isBefore(asOf.plus(FRESH));
        }

        Result shown() {
            return new Result.Found(asOf, counts, days);
        }
    }

    public ReadStatistics(Statistics statistics, InstantSource clock) {
        this(statistics, clock, LONGEST_WAIT);
    }

    /**
     * With a wait of one's own.
     *
     * @param longestWait for somebody else who is counting
     */
    ReadStatistics(Statistics statistics, InstantSource clock, Duration longestWait) {
        this.statistics = statistics;
        this.clock = clock;
        this.counting = new Gate("statistics", 1, longestWait);
    }

    public record Command(Actor actor) {}

    public sealed interface Result {
        /**
         * What was counted.
         *
         * @param asOf when
         * @param days thirty days of UTC, the earliest first and today last
         */
        record Found(Instant asOf, Counts counts, List<Day> days) implements Result {
            public Found {
                days = List.copyOf(days);
            }
        }

        record Refused(AccessRefusal why) implements Result {}
    }

    /**
     * Reads them.
     *
     * @throws ServiceUnavailable if they could not be counted, or not in time, and never were before
     */
    public Result handle(Command command) {
        if (!Mandate.allows(command.actor(), Delegation.READ_USERS)) {
            return new Result.Refused(new AccessRefusal.Forbidden());
        }
        Known before = known;
        if (before != null && before.isFresh(clock.instant())) {
            return before.shown();
        }
        try {
            return counting.pass(this::freshOnes).shown();
        } catch (ServiceUnavailable notCounted) {
            Known old = known;
            if (old == null) {
                throw notCounted;
            }
            return old.shown();
        }
    }

    /** Of many who come at once, one counts. */
    private Known freshOnes() {
        Known before = known;
        Instant now = clock.instant();
        if (before != null && before.isFresh(now)) {
            return before;
        }
        Instant failed = failedAt;
        if (failed != null && !now.isBefore(failed) && now.isBefore(failed.plus(PAUSE_AFTER_FAILURE))) {
            throw new ServiceUnavailable("statistics", Duration.between(now, failed.plus(PAUSE_AFTER_FAILURE)), null);
        }
        try {
            Known counted = count(before, now);
            known = counted;
            return counted;
        } catch (RuntimeException failure) {
            // By when it ended: it may have taken longer than the pause.
            failedAt = clock.instant();
            throw failure;
        }
    }

    private Known count(@Nullable Known before, Instant now) {
        LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
        LocalDate first = today.minusDays(DAYS - 1L);
        LocalDate from = before == null ? first : latest(first, firstUncertain(before));
        Counted counted = statistics.since(from);
        Map<LocalDate, Day> days = Stream.concat(
                        before == null
                                ? Stream.empty()
                                : before.days().stream().filter(day -> day.day().isBefore(from)),
                        counted.days().stream())
                .collect(Collectors.toMap(Day::day, Function.identity()));
        List<Day> all = IntStream.range(0, DAYS)
                .mapToObj(first::plusDays)
                .map(day -> days.getOrDefault(day, new Day(day, 0, 0, 0)))
                .toList();
        return new Known(now, counted.counts(), all);
    }

    /** The day before that of the last count: what happened shortly before midnight may be written down shortly after it. */
    private static LocalDate firstUncertain(Known before) {
        return LocalDate.ofInstant(before.asOf(), ZoneOffset.UTC).minusDays(1);
    }

    private static LocalDate latest(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }
}
