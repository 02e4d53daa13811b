package dev.sallyport.persistence.audit;

import static dev.sallyport.application.testing.Samples.CLIENT;
import static dev.sallyport.application.testing.Samples.HASH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sallyport.application.audit.AuditFinding;
import dev.sallyport.application.audit.SealAuditTrail;
import dev.sallyport.application.audit.SealChain;
import dev.sallyport.application.audit.SealKey;
import dev.sallyport.application.audit.VerifyAuditTrail;
import dev.sallyport.application.testing.Concurrently;
import dev.sallyport.application.testing.Samples;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditHead;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.audit.CanonicalBytes;
import dev.sallyport.domain.audit.StatedReason;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.persistence.testing.DatabaseForTests;
import dev.sallyport.persistence.testing.Sql;
import java.sql.Connection;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a superuser of the database can do to the trail, and that it is found. */
class SealedTrailTest {
    @RegisterExtension
    static final DatabaseForTests postgres = new DatabaseForTests();

    private static final SealKey KEY = new MacForTests("the server's");
    private static final SessionId SESSION = new SessionId(UUID.fromString("01900000-0000-7000-8000-000000000002"));

    /** Past all triggers, as a superuser may. */
    private static final String UNGUARDED = "SET session_replication_role = replica; ";

    private UserId ada = new UserId(UUID.randomUUID());
    private final List<AuditFinding> findings = new ArrayList<>();
    private UUID reused = UUID.randomUUID();
    private UUID granted = UUID.randomUUID();

    @BeforeEach
    void sealThreeBatches() {
        var user = Samples.user(Samples.ADA);
        postgres.database().users().add(user, HASH);
        ada = user.id();
        reused = record(new AuditEvent.RefreshTokenReused(ada, SESSION, 3, 7, CLIENT));
        record(new AuditEvent.ProfileChanged(ada));
        seal();
        granted = UUID.randomUUID();
        postgres.database()
                .auditTrail()
                .record(new AuditEntry(
                        granted,
                        now(),
                        new AuditEvent.SecondFactorReset(ada, new Author.Person(ada), 1),
                        CLIENT,
                        Optional.of(new StatedReason("Lost her phone"))));
        record(new AuditEvent.SignInRefused(Optional.empty(), AuditEvent.SignInRefused.Reason.UNKNOWN_ADDRESS));
        seal();
        record(new AuditEvent.ProfileChanged(ada));
        seal();
    }

    @Test
    void findsNothingWhereNothingWasDone() {
        VerifyAuditTrail.Result result = verify();

        assertThat(findings).isEmpty();
        assertThat(result.batches()).isEqualTo(3);
        assertThat(result.entries()).isEqualTo(5);
        assertThat(result.waiting()).isZero();
        assertThat(result.late()).isZero();
        assertThat(result.head().orElseThrow().batch()).isEqualTo(3);
        verify(result.head());
        assertThat(findings).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "type = 'session.ended'",
                "user_id = NULL",
                "user_id = gen_random_uuid()",
                "occurred_at = occurred_at + interval '1 microsecond'",
                "occurred_at = occurred_at - interval '5 years'",
                "details = '{}'",
                "details = '[]'",
                "details = details || '{\"sessionId\": \"another\"}'",
                "details = details || '{\"more\": \"x\"}'",
                "details = details || '{\"presentedGeneration\": 3}'",
                "details = details - 'currentGeneration'",
                "details = details - 'holderAddress'",
                "details = details || '{\"holderUserAgent\": \"another\"}'",
                "client_address = '198.51.100.1'",
                "client_address = NULL",
                "user_agent = 'another'",
                "user_agent = NULL",
                "salt = gen_random_uuid()",
                "salt = NULL"
            })
    void findsWhateverIsChangedOfAnEntry(String change) {
        superuser("UPDATE audit_events SET " + change + " WHERE id = '" + reused + "'");

        verify();

        assertThat(findings).contains(new AuditFinding.EntryChanged(reused, 1));
    }

    @Test
    void findsAnotherIdAndTwoThatChangedPlaces() {
        superuser("UPDATE audit_events SET id = gen_random_uuid() WHERE id = '" + reused + "'");

        verify();

        assertThat(findings).hasSize(2);
        assertThat(findings).anyMatch(AuditFinding.EntryUnsealed.class::isInstance);
        assertThat(findings)
                .anyMatch(finding -> finding instanceof AuditFinding.EntryMissing missing
                        && missing.id().equals(reused));
    }

    @Test
    void findsWhatAnAdministratorSaidOtherwise() {
        superuser("UPDATE audit_events SET details = details || '{\"statedReason\": \"Asked for it\"}' WHERE id = '"
                + granted + "'");

        verify();

        assertThat(findings).containsExactly(new AuditFinding.EntryChanged(granted, 2));
    }

    @Test
    void findsAnErasureUnlessTheTrailTellsThatTheAccountWasDeleted() {
        Sql.execute(postgres.settings(), "CALL forget_audit_clients('" + ada + "')");
        superuser("DELETE FROM users");
        verify();
        assertThat(findings)
                .hasSize(4)
                .allMatch(AuditFinding.EntryErased.class::isInstance)
                .contains(new AuditFinding.EntryErased(reused, 1), new AuditFinding.EntryErased(granted, 2));

        record(new AuditEvent.AccountDeleted(ada));
        seal();
        verify();

        assertThat(findings).isEmpty();
    }

    @Test
    void findsThatItWasErasedFromWhereSomebodyElseActedOnADeletedAccount() {
        UUID entry = record(new AuditEvent.SecondFactorReset(ada, new Author.Person(new UserId(UUID.randomUUID())), 1));
        record(new AuditEvent.AccountDeleted(ada));
        seal();
        Sql.execute(postgres.settings(), "CALL forget_audit_clients('" + ada + "')");
        verify();
        assertThat(findings).isEmpty();

        superuser("UPDATE audit_events SET client_address = NULL, user_agent = NULL, salt = NULL WHERE id = '" + entry
                + "'");
        verify();

        assertThat(findings).containsExactly(new AuditFinding.EntryErased(entry, 4));
    }

    @Test
    void findsWhoAskedGivenBackOtherwiseAfterItWasErased() {
        record(new AuditEvent.AccountDeleted(ada));
        seal();
        Sql.execute(postgres.settings(), "CALL forget_audit_clients('" + ada + "')");
        superuser("UPDATE audit_events SET client_address = '198.51.100.1' WHERE id = '" + reused + "'");

        verify();

        assertThat(findings).containsExactly(new AuditFinding.EntryChanged(reused, 1));
    }

    @Test
    void findsASecondOneOfTheSame() {
        superuser("ALTER TABLE audit_events DROP CONSTRAINT audit_events_pkey;"
                + " INSERT INTO audit_events SELECT id, occurred_at, 'x.y', user_id, details, client_address, user_agent, salt"
                + " FROM audit_events WHERE id = '" + reused + "'");
        try {
            verify();

            assertThat(findings).containsExactly(new AuditFinding.EntryChanged(reused, 1));
        } finally {
            superuser(
                    "DELETE FROM audit_events WHERE type = 'x.y'; ALTER TABLE audit_events ADD PRIMARY KEY (id, occurred_at)");
        }
    }

    @Test
    void findsWhatWasDeleted() {
        superuser("DELETE FROM audit_events WHERE id = '" + reused + "'");

        verify();

        assertThat(findings)
                .singleElement()
                .isInstanceOfSatisfying(
                        AuditFinding.EntryMissing.class,
                        missing -> assertThat(missing.id()).isEqualTo(reused));
    }

    @Test
    void findsWhatWasDeletedBeforeItWasSealed() {
        UUID entry = record(new AuditEvent.ProfileChanged(ada));
        superuser("DELETE FROM audit_events WHERE id = '" + entry + "'");
        seal();

        verify();

        assertThat(findings)
                .singleElement()
                .isInstanceOfSatisfying(
                        AuditFinding.EntryMissing.class,
                        missing -> assertThat(missing.id()).isEqualTo(entry));
    }

    @Test
    void findsWhatWasPutInPastTheQueueAndLetsOtherThingsWait() {
        UUID waiting = record(new AuditEvent.ProfileChanged(ada));
        superuser(
                "INSERT INTO audit_events (id, occurred_at, type, details) VALUES (gen_random_uuid(), now(), 'role.granted', '{}')");
        assertThat(verify().waiting()).isEqualTo(1);
        assertThat(findings).singleElement().isInstanceOf(AuditFinding.EntryUnsealed.class);

        superuser("UPDATE audit_unsealed SET queued_at = now() - interval '11 minutes'");
        verify();

        assertThat(findings)
                .hasSize(2)
                .anyMatch(finding -> finding instanceof AuditFinding.EntryUnsealed unsealed
                        && unsealed.id().equals(waiting));
    }

    @Test
    void findsACopyWithAnotherTime() {
        superuser(
                "INSERT INTO audit_events SELECT id, occurred_at - interval '1 year', type, user_id, details, client_address,"
                        + " user_agent, salt FROM audit_events WHERE id = '" + reused + "'");

        verify();

        assertThat(findings).singleElement().isInstanceOf(AuditFinding.EntryUnsealed.class);
    }

    @Test
    void findsWhatSaysThatItHappenedBeforeOthersWereSealed() {
        UUID entry = UUID.randomUUID();
        Instant then = now().minus(3, ChronoUnit.HOURS);
        postgres.database()
                .auditTrail()
                .record(new AuditEntry(entry, then, new AuditEvent.ProfileChanged(ada), CLIENT));
        seal();

        assertThat(verify().late()).isZero();
        assertThat(findings).containsExactly(new AuditFinding.EntryLate(entry, then, 4));
    }

    @Test
    void tellsWhatWasSealedLateBecauseNothingWasMeanwhile() {
        record(new AuditEvent.ProfileChanged(ada));
        assertThat(later(Duration.ofHours(5))
                        .handle(new SealAuditTrail.Command(1000))
                        .sealed())
                .isOne();

        assertThat(verify().late()).isEqualTo(1);
        assertThat(findings).isEmpty();
    }

    @Test
    void sealsThatNothingHappenedOnceAnHour() {
        assertThat(later(Duration.ofMinutes(59))
                        .handle(new SealAuditTrail.Command(1000))
                        .sealed())
                .isZero();
        assertThat(verify().batches()).isEqualTo(3);

        assertThat(later(Duration.ofMinutes(61))
                        .handle(new SealAuditTrail.Command(1000))
                        .sealed())
                .isZero();

        assertThat(verify().batches()).isEqualTo(4);
        assertThat(findings).isEmpty();
    }

    @Test
    void sealsNothingAnewForWhoeverCutTheChainOff() {
        SealChain chain = new SealChain(postgres.database().auditSeals(), KEY);
        AuditHead head = verify().head().orElseThrow();
        assertThat(sealer(chain, Clock.systemUTC())
                        .handle(new SealAuditTrail.Command(1000))
                        .flaw())
                .isEmpty();
        assertThat(chain.head()).contains(head);
        superuser("UPDATE audit_events SET type = 'x.y' WHERE id = '" + reused + "'; DELETE FROM audit_sealed_entries;"
                + " DELETE FROM audit_seals; INSERT INTO audit_unsealed SELECT id, occurred_at FROM audit_events");

        SealAuditTrail.Result result = sealer(chain, Clock.systemUTC()).handle(new SealAuditTrail.Command(1000));

        assertThat(result.flaw()).contains(new AuditFinding.HeadLost(head));
        assertThat(result.sealed()).isZero();
        seal();
        assertThat(sealer(chain, Clock.systemUTC())
                        .handle(new SealAuditTrail.Command(1000))
                        .flaw())
                .as("also after another instance, which has seen nothing, was fooled")
                .contains(new AuditFinding.HeadLost(head));
    }

    @Test
    void sealsNothingAfterASealThatIsNotGenuine() {
        superuser("UPDATE audit_seals SET seal = sha256('x') WHERE batch = 3");
        record(new AuditEvent.ProfileChanged(ada));

        SealAuditTrail.Result result = sealer().handle(new SealAuditTrail.Command(1000));

        assertThat(result.flaw()).contains(new AuditFinding.SealForged(3));
        assertThat(Sql.column(postgres.settings(), "SELECT id FROM audit_unsealed"))
                .hasSize(1);
    }

    @Test
    void sealsEverythingButWhatCannotBeSealed() {
        record(new AuditEvent.ProfileChanged(ada));
        UUID bad = record(new AuditEvent.ProfileChanged(ada));
        record(new AuditEvent.ProfileChanged(ada));
        String mark = hex(new CanonicalBytes("sallyport audit entry 1").add(bad).toBytes());
        SealChain chain = new SealChain(postgres.database().auditSeals(), message -> {
            if (hex(message).startsWith(mark)) {
                throw new ArithmeticException("too much for it");
            }
            return KEY.authenticate(message);
        });

        SealAuditTrail.Result result = sealer(chain, Clock.systemUTC()).handle(new SealAuditTrail.Command(1000));

        assertThat(result.sealed()).isEqualTo(2);
        assertThat(result.failure().orElseThrow()).hasMessageContaining(bad.toString());
        assertThat(Sql.column(postgres.settings(), "SELECT id FROM audit_unsealed"))
                .containsExactly(bad.toString());
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }

    @Test
    void tellsForHowLongSomethingHasWaitedWhileAnotherHoldsTheTurn() throws Exception {
        record(new AuditEvent.ProfileChanged(ada));
        superuser("UPDATE audit_unsealed SET queued_at = now() - interval '6 minutes'");
        try (Connection other = Sql.connect(postgres.settings())) {
            other.setAutoCommit(false);
            other.createStatement().execute("SELECT FROM audit_sealing FOR UPDATE");

            SealAuditTrail.Result result = sealer().handle(new SealAuditTrail.Command(1000));

            assertThat(result.sealed()).isZero();
            assertThat(result.waiting()).isBetween(Duration.ofMinutes(6), Duration.ofMinutes(8));
            // Closing alone would leave it to the server when the turn is free.
            other.rollback();
        }
        assertThat(sealer().handle(new SealAuditTrail.Command(1000)).sealed()).isOne();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "INSERT INTO audit_events (id, occurred_at, type, details) VALUES (gen_random_uuid(), 'infinity', 'x.y', '{}')",
                "INSERT INTO audit_events (id, occurred_at, type, details) VALUES (gen_random_uuid(), '1999-12-31', 'x.y', '{}')",
                "INSERT INTO audit_unsealed (id, occurred_at) VALUES (gen_random_uuid(), '-infinity')",
                "INSERT INTO audit_unsealed (id, occurred_at) VALUES (gen_random_uuid(), '10000-01-01')"
            })
    void takesNoTimeThatNoClockTells(String statement) {
        assertThatThrownBy(() -> Sql.execute(postgres.settings(), statement))
                .rootCause()
                .hasMessageContaining("_possible");
    }

    @Test
    void takesNoSealThatLeavesNumbersOut() {
        assertThatThrownBy(() -> Sql.execute(
                        postgres.settings(),
                        "INSERT INTO audit_seals SELECT 9223372036854775807, sealed_at, entries, newest, kept_from, entries_digest,"
                                + " previous, seal FROM audit_seals WHERE batch = 3"))
                .rootCause()
                .hasMessageContaining("without gaps");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sealed_at = sealed_at + interval '1 second'",
                "entries = entries + 1",
                "newest = newest + interval '1 second'",
                "newest = NULL",
                "kept_from = now()",
                "entries_digest = '\\x00'",
                "seal = sha256('x')",
            })
    void findsWhateverIsChangedOfASeal(String change) {
        superuser("UPDATE audit_seals SET " + change + " WHERE batch = 2");

        verify();

        assertThat(findings).contains(new AuditFinding.SealForged(2));
    }

    @Test
    void doesNotBelieveAForgedSealThatSomethingWasDropped() {
        superuser("UPDATE audit_seals SET kept_from = now() WHERE batch = 3; DELETE FROM audit_events WHERE id = '"
                + reused + "'");

        verify();

        assertThat(findings).anyMatch(AuditFinding.EntryMissing.class::isInstance);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ids = ids[1:1], occurred = occurred[1:1], digests = substring(digests FOR 64)",
                "ids = ids[2:2] || ids[1:1]",
                "ids = ids || gen_random_uuid()",
                "ids = ids || NULL::uuid, occurred = occurred || now(), digests = digests || substring(digests FOR 64)",
                "occurred = occurred[2:2] || occurred[1:1]",
                "digests = substring(digests FROM 65) || substring(digests FOR 64)",
                "digests = '\\x00'",
                "ids = '{}', occurred = '{}', digests = ''"
            })
    void findsWhateverIsChangedOfTheListOfABatch(String change) {
        superuser("UPDATE audit_sealed_entries SET " + change + " WHERE batch = 1");

        verify();

        assertThat(findings).contains(new AuditFinding.BatchChanged(1));
    }

    @Test
    void findsThatAListWasTakenAwayOrBelongsToNoSeal() {
        superuser(
                "DELETE FROM audit_sealed_entries WHERE batch = 1;"
                        + " INSERT INTO audit_sealed_entries SELECT 77, ids, occurred, digests FROM audit_sealed_entries WHERE batch = 2");

        verify();

        assertThat(findings)
                .contains(new AuditFinding.BatchChanged(1), new AuditFinding.BatchWithoutSeal(77))
                .filteredOn(AuditFinding.EntryUnsealed.class::isInstance)
                .hasSize(2);
    }

    @Test
    void findsThatABatchWasTakenAway() {
        superuser("DELETE FROM audit_sealed_entries WHERE batch = 2; DELETE FROM audit_seals WHERE batch = 2");
        verify();
        assertThat(findings).contains(new AuditFinding.BatchesMissing(2, 2));

        superuser(
                "UPDATE audit_sealed_entries SET batch = 2 WHERE batch = 3; UPDATE audit_seals SET batch = 2 WHERE batch = 3");
        verify();

        assertThat(findings).contains(new AuditFinding.ChainBroken(2), new AuditFinding.SealForged(2));
    }

    @Test
    void findsThatTheBeginningWasTakenAway() {
        superuser("DELETE FROM audit_sealed_entries WHERE batch = 1; DELETE FROM audit_seals WHERE batch = 1;"
                + " DELETE FROM audit_events WHERE id = '" + reused + "'");

        verify();

        assertThat(findings).contains(new AuditFinding.BatchesMissing(1, 1));
    }

    @Test
    void findsThatBatchesChangedPlaces() {
        superuser("UPDATE audit_seals SET batch = 3 - batch + 100 WHERE batch < 3;"
                + " UPDATE audit_seals SET batch = batch - 100 WHERE batch > 100;"
                + " UPDATE audit_sealed_entries SET batch = 3 - batch + 100 WHERE batch < 3;"
                + " UPDATE audit_sealed_entries SET batch = batch - 100 WHERE batch > 100");

        verify();

        assertThat(findings).anyMatch(AuditFinding.ChainBroken.class::isInstance);
    }

    @Test
    void findsThatTheEndWasCutOffIfItIsToldHowFarItReached() {
        Optional<AuditHead> head = verify().head();
        superuser("DELETE FROM audit_events e USING audit_sealed_entries s WHERE s.batch = 3 AND e.id = ANY (s.ids);"
                + " DELETE FROM audit_sealed_entries WHERE batch = 3; DELETE FROM audit_seals WHERE batch = 3");

        verify();
        assertThat(findings).as("nobody can know").isEmpty();
        verify(head);
        assertThat(findings).containsExactly(new AuditFinding.HeadLost(head.orElseThrow()));

        record(new AuditEvent.ProfileChanged(ada));
        seal();
        verify(head);
        assertThat(findings).containsExactly(new AuditFinding.HeadLost(head.orElseThrow()));
    }

    @Test
    void findsThatAllOfItWasSealedWithAnotherKey() {
        new VerifyAuditTrail(postgres.database().auditArchive(), new MacForTests("a thief's"))
                .handle(new VerifyAuditTrail.Command(Optional.empty(), findings::add));

        assertThat(findings).contains(new AuditFinding.SealForged(1), new AuditFinding.SealForged(3));
    }

    @Test
    void isNeitherChangedNorRemovedByMistake() {
        for (String statement : List.of(
                "UPDATE audit_seals SET entries = 0",
                "DELETE FROM audit_seals",
                "TRUNCATE audit_seals CASCADE",
                "UPDATE audit_sealed_entries SET digests = ''",
                "TRUNCATE audit_sealed_entries",
                "TRUNCATE audit_events_default",
                "TRUNCATE audit_events_earliest",
                "DELETE FROM audit_events",
                "TRUNCATE audit_events")) {
            assertThatThrownBy(() -> Sql.execute(postgres.settings(), statement))
                    .as(statement)
                    .rootCause()
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    void isSealedByOneOfManyInstancesEachEntryOnce() {
        for (int i = 0; i < 200; i++) {
            record(new AuditEvent.ProfileChanged(ada));
        }

        List<Integer> sealed = Concurrently.times(
                8,
                i -> IntStream.range(0, 40)
                        .map(round ->
                                sealer().handle(new SealAuditTrail.Command(10)).sealed())
                        .sum());

        int rest = IntStream.generate(
                        () -> sealer().handle(new SealAuditTrail.Command(10)).sealed())
                .takeWhile(some -> some > 0)
                .sum();

        assertThat(sealed.stream().mapToInt(Integer::intValue).sum() + rest).isEqualTo(200);
        VerifyAuditTrail.Result result = verify();
        assertThat(findings).isEmpty();
        assertThat(result.entries()).isEqualTo(205);
        assertThat(result.batches()).isEqualTo(23);
    }

    @Test
    void sealsWhatIsCommittedLateInALaterBatch() {
        List<Integer> sealed = new ArrayList<>();
        postgres.database().transactor().inTransaction(() -> {
            postgres.database().users().credentials(Samples.ADA);
            record(new AuditEvent.ProfileChanged(ada));
            sealed.addAll(Concurrently.times(
                    1, i -> sealer().handle(new SealAuditTrail.Command(10)).sealed()));
            return true;
        });
        seal();

        assertThat(sealed).containsExactly(0);
        assertThat(verify().entries()).isEqualTo(6);
        assertThat(findings).isEmpty();
    }

    @Test
    void isStillWholeIfWhatWasSealedWaitsOnceMore() {
        superuser("INSERT INTO audit_unsealed (id, occurred_at) SELECT id, occurred_at FROM audit_events");
        seal();

        verify();

        assertThat(findings)
                .as("as after data was restored with the queue's trigger on")
                .isEmpty();
    }

    private UUID record(AuditEvent event) {
        UUID id = UUID.randomUUID();
        postgres.database().auditTrail().record(new AuditEntry(id, now(), event, CLIENT));
        return id;
    }

    private static Instant now() {
        return Clock.systemUTC().instant().truncatedTo(ChronoUnit.MICROS);
    }

    private static SealAuditTrail sealer() {
        return sealer(new SealChain(postgres.database().auditSeals(), KEY), Clock.systemUTC());
    }

    private static SealAuditTrail later(Duration by) {
        return sealer(new SealChain(postgres.database().auditSeals(), KEY), Clock.offset(Clock.systemUTC(), by));
    }

    private static SealAuditTrail sealer(SealChain chain, Clock clock) {
        return new SealAuditTrail(
                postgres.database().transactor(), postgres.database().auditSeals(), chain, clock);
    }

    private static void seal() {
        assertThat(sealer().handle(new SealAuditTrail.Command(1000)).sealed()).isPositive();
    }

    private static void superuser(String sql) {
        Sql.execute(postgres.settings(), UNGUARDED + sql);
    }

    private VerifyAuditTrail.Result verify() {
        return verify(Optional.empty());
    }

    private VerifyAuditTrail.Result verify(Optional<AuditHead> expected) {
        findings.clear();
        VerifyAuditTrail.Result result = new VerifyAuditTrail(
                        postgres.database().auditArchive(), KEY)
                .handle(new VerifyAuditTrail.Command(expected, findings::add));
        assertThat(result.wrong()).isEqualTo(findings.size());
        return result;
    }
}
