package dev.sallyport.application.testing;

import dev.sallyport.application.account.Users.Credentials;
import dev.sallyport.application.admin.Statistics;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailState;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** {@link Statistics} in memory. */
public final class InMemoryStatistics implements Statistics {
    private final InMemoryDatabase database;
    private final InstantSource clock;

    public InMemoryStatistics(InMemoryDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Counted since(LocalDate from) {
        return database.locked(() -> new Counted(counts(clock.instant()), days(from)));
    }

    private Counts counts(Instant now) {
        return new Counts(
                users(user -> true),
                users(user -> !user.isActive()),
                users(User::twoFactorEnabled),
                users(user -> user.isActive() && user.roles().contains(BuiltInRoles.ADMIN)),
                database.sessions.values().stream()
                        .filter(session -> !session.isOver(now))
                        .count(),
                database.registrations.values().stream()
                        .filter(pending -> now.isBefore(pending.purgeAfter()))
                        .count(),
                mails(MailState.QUEUED),
                mails(MailState.DEAD));
    }

    private long users(Predicate<User> condition) {
        return database.users.values().stream()
                .map(Credentials::user)
                .filter(condition)
                .count();
    }

    private long mails(MailState state) {
        return database.mail.values().stream()
                .filter(mail -> mail.state() == state)
                .count();
    }

    private List<Day> days(LocalDate from) {
        Map<LocalDate, List<AuditEvent>> events = database.audit.values().stream()
                .filter(entry -> !day(entry).isBefore(from))
                .collect(Collectors.groupingBy(
                        InMemoryStatistics::day,
                        TreeMap::new,
                        Collectors.mapping(AuditEntry::event, Collectors.toList())));
        return events.entrySet().stream()
                .map(day -> new Day(
                        day.getKey(),
                        count(day.getValue(), AuditEvent.AccountCreated.class),
                        count(day.getValue(), AuditEvent.SignedIn.class),
                        count(day.getValue(), AuditEvent.SignInRefused.class)))
                .filter(day -> day.registrations() + day.signIns() + day.refusedSignIns() > 0)
                .toList();
    }

    private static LocalDate day(AuditEntry entry) {
        return LocalDate.ofInstant(entry.occurredAt(), ZoneOffset.UTC);
    }

    private static long count(List<AuditEvent> events, Class<? extends AuditEvent> type) {
        return events.stream().filter(type::isInstance).count();
    }
}
