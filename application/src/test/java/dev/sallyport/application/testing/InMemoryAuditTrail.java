package dev.sallyport.application.testing;

import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.RecordedEvent;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** {@link AuditTrail} in memory. */
public final class InMemoryAuditTrail implements AuditTrail {
    private static final Comparator<RecordedEvent> NEWEST_FIRST = Comparator.comparing(RecordedEvent::occurredAt)
            .thenComparing(event -> event.id().toString())
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
    public List<RecordedEvent> of(UserId user, @Nullable RecordedEvent before, int most) {
        return entries().stream()
                .filter(entry -> concerns(user, entry))
                .map(this::recorded)
                .sorted(NEWEST_FIRST)
                .filter(event -> before == null || NEWEST_FIRST.compare(before, event) < 0)
                .limit(most)
                .toList();
    }

    @Override
    public void forgetClients(UserId user) {
        entries().stream()
                .filter(entry -> concerns(user, entry) || isOfRegistrationThatWaitsFor(user, entry))
                .forEach(entry -> database.auditWithoutClients.put(entry.id(), entry));
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
        return new RecordedEvent(
                entry.id(),
                entry.occurredAt(),
                entry.event().type(),
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
