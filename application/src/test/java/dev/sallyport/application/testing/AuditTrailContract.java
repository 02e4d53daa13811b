package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.domain.audit.AuditEvent.SignInRefused.Reason.UNKNOWN_ADDRESS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.AccountCreated.Origin;
import dev.sallyport.domain.audit.AuditPosition;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.audit.RecordedEvent;
import dev.sallyport.domain.audit.StatedReason;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.domain.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What every {@link AuditTrail} promises. */
public abstract class AuditTrailContract {
    private static final UserId ADA = new UserId(UUID.fromString("01900000-0000-7000-8000-000000000001"));
    private static final UserId BOB = new UserId(UUID.fromString("01900000-0000-7000-8000-000000000002"));
    private static final SessionId SESSION = new SessionId(UUID.fromString("01900000-0000-7000-8000-000000000003"));
    private static final MailId MAIL = new MailId(UUID.fromString("01900000-0000-7000-8000-000000000004"));
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
                                ADA,
                                detailed.event().details(),
                                "203.0.113.7",
                                "curl/8.5"),
                        new RecordedEvent(
                                plain.id(), NOW, "account.profile-changed", ADA, Map.of(), "2001:db8::7", null));
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
        List<RecordedEvent> second = trail().of(ADA, first.getLast().position(), 3);

        assertThat(first)
                .extracting(RecordedEvent::id)
                .isEqualTo(oldestFirst.reversed().subList(0, 3));
        assertThat(second)
                .extracting(RecordedEvent::id)
                .isEqualTo(oldestFirst.reversed().subList(3, 5));
        assertThat(trail().of(ADA, second.getLast().position(), 3)).isEmpty();
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
                                ADA,
                                Map.of(
                                        "sessionId",
                                        SESSION.toString(),
                                        "presentedGeneration",
                                        "3",
                                        "currentGeneration",
                                        "7"),
                                null,
                                null),
                        new RecordedEvent(plain.id(), NOW, "account.profile-changed", ADA, Map.of(), null, null));
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
    void forgetsFromWhereAUserActedOnOthersAndForTheInstallation() {
        AuditEntry resetByAda = record(new AuditEvent.SecondFactorReset(BOB, new Author.Person(ADA), 1), CLIENT, NOW);
        AuditEntry retriedByAda = record(new AuditEvent.MailRetried(MAIL, new Author.Person(ADA)), CLIENT, NOW);
        AuditEntry retriedByBob = record(new AuditEvent.MailRetried(MAIL, new Author.Person(BOB)), CLIENT, NOW);

        trail().forgetClients(ADA);

        assertThat(clientOf(resetByAda)).isNull();
        assertThat(clientOf(retriedByAda)).isNull();
        assertThat(clientOf(retriedByBob)).isNotNull();
        assertThat(trail().of(BOB, null, MOST).getFirst().details()).containsEntry("byUserId", ADA.toString());
    }

    @Test
    void keepsFromWhereOthersActedOnAUserAndForgetsWhatTheyStated() {
        trail().record(new AuditEntry(
                UUID.randomUUID(),
                NOW,
                new AuditEvent.SecondFactorReset(ADA, new Author.Person(BOB), 1),
                CLIENT,
                Optional.of(new StatedReason("Her mother called"))));
        trail().record(new AuditEntry(
                UUID.randomUUID(),
                NOW.plusMillis(1),
                new AuditEvent.AccountRemoved(ADA, new Author.Person(BOB)),
                CLIENT,
                Optional.of(new StatedReason("Asked for it"))));

        trail().forgetClients(ADA);

        assertThat(trail().of(ADA, null, MOST))
                .extracting(RecordedEvent::details)
                .containsExactly(
                        Map.of("byUserId", BOB.toString(), "statedReason", "Asked for it"),
                        Map.of("byUserId", BOB.toString(), "sessionsEnded", "1"));
        assertThat(trail().of(ADA, null, MOST))
                .extracting(RecordedEvent::clientAddress)
                .containsOnly("203.0.113.7");
    }

    @Test
    void findsWhatIsLookedForNewestFirst() {
        AuditEntry ofAda = record(new AuditEvent.ProfileChanged(ADA), CLIENT, NOW);
        AuditEntry refused = record(new AuditEvent.SignInRefused(Optional.empty(), UNKNOWN_ADDRESS), CLIENT, NOW);
        AuditEntry asked = record(new AuditEvent.SecondFactorAsked(ADA), CLIENT, NOW.plusMillis(1));
        AuditEntry byAda =
                record(new AuditEvent.SecondFactorReset(BOB, new Author.Person(ADA), 1), CLIENT, NOW.plusMillis(2));

        assertThat(found(null, null, null, null, null))
                .containsExactly(byAda.id(), asked.id(), refused.id(), ofAda.id());
        assertThat(found(ADA, null, null, null, null)).containsExactly(asked.id(), ofAda.id());
        assertThat(found(null, ADA, null, null, null)).containsExactly(byAda.id());
        assertThat(found(null, null, Set.of("sign-in.refused", "sign-in.second-factor-asked"), null, null))
                .containsExactly(asked.id(), refused.id());
        assertThat(found(ADA, null, Set.of("sign-in.refused", "sign-in.second-factor-asked"), null, null))
                .containsExactly(asked.id());
        assertThat(found(null, null, null, NOW.plusMillis(1), null)).containsExactly(byAda.id(), asked.id());
        assertThat(found(null, null, null, null, NOW.plusMillis(1))).containsExactly(refused.id(), ofAda.id());
        assertThat(found(BOB, ADA, Set.of("second-factor.reset"), NOW, NOW.plusMillis(3)))
                .containsExactly(byAda.id());
        assertThat(found(BOB, null, Set.of("account.created"), null, null)).isEmpty();
    }

    @Test
    void findsItPageByPage() {
        List<UUID> oldestFirst = IntStream.range(0, 7)
                .mapToObj(i -> record(
                                new AuditEvent.ProfileChanged(i % 2 == 0 ? ADA : BOB), CLIENT, NOW.plusMillis(i / 3))
                        .id())
                .toList();

        for (Set<String> types : Arrays.asList(null, Set.of("account.profile-changed", "account.created"))) {
            List<UUID> read = new ArrayList<>();
            AuditPosition before = null;
            do {
                List<RecordedEvent> page =
                        trail().find(new AuditTrail.Filter(null, null, types, null, null), before, 2);
                page.forEach(event -> read.add(event.id()));
                before = page.isEmpty() ? null : page.getLast().position();
            } while (before != null);

            assertThat(read).isEqualTo(oldestFirst.reversed());
        }
    }

    private List<UUID> found(
            @Nullable UserId user,
            @Nullable UserId by,
            @Nullable Set<String> types,
            @Nullable Instant from,
            @Nullable Instant to) {
        return trail().find(new AuditTrail.Filter(user, by, types, from, to), null, MOST).stream()
                .map(RecordedEvent::id)
                .toList();
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
