package dev.sallyport.application.testing;

import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditPosition;
import dev.sallyport.domain.audit.RecordedEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** {@link AuditTrail} in memory. */
public final class InMemoryAuditTrail implements AuditTrail {
    private static final Comparator<AuditPosition> NEWEST_FIRST = Comparator.comparing(AuditPosition::occurredAt)
            .thenComparing(position -> position.id().toString())
            .reversed();

    private final InMemoryDatabase database;

    public InMemoryAuditTrail(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void record(AuditEntry entry) {
        database.audit.put(entry.id(), entry);
    }

    @Override
    public void record(List<AuditEntry> entries) {
        entries.forEach(this::record);
    }

    @Override
    public List<RecordedEvent> of(UserId user, @Nullable AuditPosition before, int most) {
        return page(entry -> concerns(user, entry), before, most);
    }

    @Override
    public List<RecordedEvent> find(Filter filter, @Nullable AuditPosition before, int most) {
        return page(entry -> isFound(filter, entry), before, most);
    }

    private List<RecordedEvent> page(Predicate<AuditEntry> found, @Nullable AuditPosition before, int most) {
        return entries().stream()
                .filter(found)
                .map(this::recorded)
                .sorted(Comparator.comparing(RecordedEvent::position, NEWEST_FIRST))
                .filter(event -> before == null || NEWEST_FIRST.compare(before, event.position()) < 0)
                .limit(most)
                .toList();
    }

    private static boolean isFound(Filter filter, AuditEntry entry) {
        AuditEvent event = entry.event();
        return (filter.user() == null || event.user().equals(Optional.of(filter.user())))
                && (filter.by() == null || isBy(filter.by(), event))
                && (filter.types() == null || filter.types().contains(event.type()))
                && (filter.from() == null || !entry.occurredAt().isBefore(filter.from()))
                && (filter.to() == null || entry.occurredAt().isBefore(filter.to()));
    }

    private static boolean isBy(UserId user, AuditEvent event) {
        return user.toString().equals(event.details().get("byUserId"));
    }

    @Override
    public void forgetClients(UserId user) {
        entries().stream()
                .filter(entry ->
                        (concerns(user, entry) && !entry.event().details().containsKey("byUserId"))
                                || isOfRegistrationThatWaitsFor(user, entry)
                                || isBy(user, entry.event()))
                .forEach(entry -> database.auditWithoutClients.put(entry.id(), entry));
        entries().stream()
                .filter(entry -> entry.event().user().equals(Optional.of(user))
                        && !entry.event().type().equals("account.deleted"))
                .forEach(entry -> database.auditWithoutReasons.put(entry.id(), entry));
    }

    private boolean concerns(UserId user, AuditEntry entry) {
        return entry.event().user().equals(Optional.of(user))
                || (entry.event().user().isEmpty() && isOfRegistrationOf(user, entry));
    }

    private boolean isOfRegistrationThatWaitsFor(UserId user, AuditEntry entry) {
        return database.users.find(user).stream()
                .flatMap(found -> database.registrations.values().stream()
                        .filter(waiting -> waiting.email().equals(found.user().email())))
                .anyMatch(waiting ->
                        waiting.id().toString().equals(entry.event().details().get("registrationId")));
    }

    private boolean isOfRegistrationOf(UserId user, AuditEntry entry) {
        return events().stream()
                .filter(event -> event instanceof AuditEvent.AccountCreated created
                        && created.userId().equals(user))
                .map(event -> event.details().get("registrationId"))
                .anyMatch(id -> id != null && id.equals(entry.event().details().get("registrationId")));
    }

    private RecordedEvent recorded(AuditEntry entry) {
        boolean forgotten = database.auditWithoutClients.find(entry.id()).isPresent();
        Map<String, String> details = new HashMap<>(entry.details());
        if (forgotten) {
            details.remove("holderAddress");
            details.remove("holderUserAgent");
        }
        if (database.auditWithoutReasons.find(entry.id()).isPresent()) {
            details.remove("statedReason");
        }
        return new RecordedEvent(
                entry.id(),
                entry.occurredAt(),
                entry.event().type(),
                entry.event().user().orElse(null),
                details,
                forgotten ? null : entry.client().address().toString(),
                forgotten ? null : entry.client().userAgent());
    }

    /** Whether it is forgotten who asked for what that entry tells. */
    public boolean hasForgottenTheClientOf(AuditEntry entry) {
        return database.auditWithoutClients.find(entry.id()).isPresent();
    }

    public List<AuditEntry> entries() {
        return database.audit.values();
    }

    /** The events alone, oldest first. */
    public List<AuditEvent> events() {
        return entries().stream().map(AuditEntry::event).toList();
    }
}
