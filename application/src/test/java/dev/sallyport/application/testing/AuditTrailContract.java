package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.AccountCreated.Origin;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.audit.RecordedEvent;
import dev.sallyport.domain.audit.StatedReason;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link AuditTrail} promises. */
public abstract class AuditTrailContract {
    private static final UserId ADA = new UserId(UUID.fromString("01900000-0000-7000-8000-000000000001"));
    private static final UserId BOB = new UserId(UUID.fromString("01900000-0000-7000-8000-000000000002"));
    private static final SessionId SESSION = new SessionId(UUID.fromString("01900000-0000-7000-8000-000000000003"));
    private static final int MOST = 100;

    private long written;

    /** The adapter under test, with nothing in it. */
    protected abstract AuditTrail trail();

    /** Whose transactions it joins. */
    protected abstract Transactor transactor();

    /** From where it was asked for what an entry tells, or null if that is forgotten; also of entries that concern nobody. */
    protected abstract @Nullable String clientOf(AuditEntry entry);

    @Test
    void writesManyDownAsItDoesOne() {
        List<AuditEntry> entries = List.of(
                new AuditEntry(
                        UUID.fromString("01900000-0000-7000-8000-00000000000a"),
                        NOW,
                        new AuditEvent.AccountCreated(ADA, Origin.IMPORT, Optional.empty()),
                        Client.local()),
                new AuditEntry(
                        UUID.fromString("01900000-0000-7000-8000-00000000000b"),
                        NOW.plusMillis(1),
                        new AuditEvent.RefreshTokenReused(BOB, SESSION, 3, 7, CLIENT),
                        CLIENT),
                new AuditEntry(
                        UUID.fromString("01900000-0000-7000-8000-00000000000c"),
                        NOW.plusMillis(2),
                        new AuditEvent.ProfileChanged(BOB),
                        CLIENT));

        trail().record(entries);
        trail().record(List.of());

        assertThat(trail().of(ADA, null, MOST)).singleElement().satisfies(event -> {
            assertThat(event.type()).isEqualTo("account.created");
            assertThat(event.details()).isEqualTo(Map.of("origin", "import"));
            assertThat(event.userAgent()).isEqualTo("sallyport");
        });
        assertThat(trail().of(BOB, null, MOST))
                .extracting(RecordedEvent::type, RecordedEvent::details, RecordedEvent::clientAddress)
                .containsExactly(
                        tuple("account.profile-changed", Map.of(), "203.0.113.7"),
                        tuple(
                                "session.refresh-token-reused",
                                entries.get(1).event().details(),
                                "203.0.113.7"));
    }

    @Test
    void tellsWhatHappenedToAUserAndWhoAskedForIt() {
        Client client = new Client(ClientAddress.of("2001:db8::7"), null);
        AuditEntry plain = record(new AuditEvent.ProfileChanged(ADA), client, NOW);
        AuditEntry detailed =
                record(new AuditEvent.RefreshTokenReused(ADA, SESSION, 3, 7, CLIENT), CLIENT, NOW.plusMillis(1));
        record(new AuditEvent.ProfileChanged(BOB), CLIENT, NOW);
        record(new AuditEvent.RegistrationStarted(registration()), CLIENT, NOW);

        assertThat(trail().of(ADA, null, MOST))
                .containsExactly(
                        new RecordedEvent(
                                detailed.id(),
                                detailed.occurredAt(),
                                "session.refresh-token-reused",
                                detailed.event().details(),
                                "203.0.113.7",
                                "curl/8.5"),
                        new RecordedEvent(plain.id(), NOW, "account.profile-changed", Map.of(), "2001:db8::7", null));
    }

    @Test
    void tellsWhoActedForTheInstallationAndWhyTheySaidSo() {
        AuditEvent event = new AuditEvent.RoleGranted(ADA, BuiltInRoles.ADMIN, new Author.Operator());
        trail().record(new AuditEntry(
                UUID.randomUUID(), NOW, event, Client.local(), Optional.of(new StatedReason("Ticket 7"))));

        assertThat(trail().of(ADA, null, MOST).getFirst().details())
                .isEqualTo(Map.of("role", "admin", "by", "operator", "statedReason", "Ticket 7"));
        assertThat(trail().of(ADA, null, MOST).getFirst().toldTo(ADA))
                .as("the user themselves")
                .returns(null, RecordedEvent::clientAddress)
                .returns(Map.of("role", "admin", "by", "operator"), RecordedEvent::details);
    }

    @Test
    void tellsItPageByPageNewestFirstAlsoWhatHappenedAtOnce() {
        List<UUID> oldestFirst = List.of(
                record(new AuditEvent.ProfileChanged(ADA), CLIENT, NOW).id(),
                record(new AuditEvent.ProfileChanged(ADA), CLIENT, NOW.plusMillis(1))
                        .id(),
                record(new AuditEvent.ProfileChanged(ADA), CLIENT, NOW.plusMillis(1))
                        .id(),
                record(new AuditEvent.ProfileChanged(ADA), CLIENT, NOW.plusMillis(1))
                        .id(),
                record(new AuditEvent.ProfileChanged(ADA), CLIENT, NOW.plusMillis(2))
                        .id());

        List<RecordedEvent> first = trail().of(ADA, null, 3);
        List<RecordedEvent> second = trail().of(ADA, first.getLast(), 3);

        assertThat(first)
                .extracting(RecordedEvent::id)
                .isEqualTo(oldestFirst.reversed().subList(0, 3));
        assertThat(second)
                .extracting(RecordedEvent::id)
                .isEqualTo(oldestFirst.reversed().subList(3, 5));
        assertThat(trail().of(ADA, second.getLast(), 3)).isEmpty();
    }

    @Test
    void forgetsFromWhereAUserActedAndNothingElse() {
        AuditEntry plain = record(new AuditEvent.ProfileChanged(ADA), CLIENT, NOW);
        AuditEntry reused = record(new AuditEvent.RefreshTokenReused(ADA, SESSION, 3, 7, CLIENT), CLIENT, NOW);
        AuditEntry bobs = record(new AuditEvent.RefreshTokenReused(BOB, SESSION, 3, 7, CLIENT), CLIENT, NOW);

        trail().forgetClients(ADA);

        assertThat(trail().of(ADA, null, MOST))
                .containsExactly(
                        new RecordedEvent(
                                reused.id(),
                                NOW,
                                "session.refresh-token-reused",
                                Map.of(
                                        "sessionId",
                                        SESSION.toString(),
                                        "presentedGeneration",
                                        "3",
                                        "currentGeneration",
                                        "7"),
                                null,
                                null),
                        new RecordedEvent(plain.id(), NOW, "account.profile-changed", Map.of(), null, null));
        assertThat(clientOf(bobs)).isEqualTo("203.0.113.7");
        assertThat(trail().of(BOB, null, MOST).getFirst().details())
                .containsEntry("holderAddress", "203.0.113.7")
                .containsEntry("holderUserAgent", "curl/8.5");
    }

    @Test
    void forgetsWhoAskedForTheRegistrationThatAnAccountCameOf() {
        RegistrationId hers = registration();
        RegistrationId another = registration();
        AuditEntry started = record(new AuditEvent.RegistrationStarted(hers), CLIENT, NOW);
        AuditEntry resent = record(new AuditEvent.VerificationResent(hers), CLIENT, NOW);
        AuditEntry startedAnother = record(new AuditEvent.RegistrationStarted(another), CLIENT, NOW);
        record(new AuditEvent.AccountCreated(ADA, Origin.REGISTRATION, Optional.of(hers)), CLIENT, NOW);
        record(new AuditEvent.AccountCreated(BOB, Origin.OPERATOR, Optional.empty()), CLIENT, NOW);

        trail().forgetClients(ADA);
        trail().forgetClients(BOB);

        assertThat(clientOf(started)).isNull();
        assertThat(clientOf(resent)).isNull();
        assertThat(clientOf(startedAnother)).isNotNull();
    }

    @Test
    void forgetsAlsoWhatTheTransactionItselfHasWritten() {
        AuditEntry deleted = transactor().inTransaction(() -> {
            AuditEntry last = record(new AuditEvent.AccountDeleted(ADA), CLIENT, NOW);
            trail().forgetClients(ADA);
            return last;
        });

        assertThat(clientOf(deleted)).isNull();
        assertThat(trail().of(ADA, null, MOST)).extracting(RecordedEvent::type).containsExactly("account.deleted");
    }

    @Test
    void forgetsTwiceWhatIsForgottenAlready() {
        AuditEntry entry = record(new AuditEvent.ProfileChanged(ADA), CLIENT, NOW);
        trail().forgetClients(ADA);

        trail().forgetClients(ADA);

        assertThat(clientOf(entry)).isNull();
    }

    /** Ids grow as those of real entries do. */
    private AuditEntry record(AuditEvent event, Client client, Instant when) {
        UUID id = new UUID(0x0198_0000_0000_7000L, 0x8000_0000_0000_0000L + written++);
        AuditEntry entry = new AuditEntry(id, when, event, client);
        trail().record(entry);
        return entry;
    }

    private static RegistrationId registration() {
        return new RegistrationId(UUID.randomUUID());
    }
}
