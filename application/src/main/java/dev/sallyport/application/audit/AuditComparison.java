package dev.sallyport.application.audit;

import dev.sallyport.domain.audit.AuditDigest;
import dev.sallyport.domain.audit.AuditHead;
import dev.sallyport.domain.audit.AuditSeal;
import dev.sallyport.domain.audit.SealedEntry;
import dev.sallyport.domain.audit.StoredEntry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** One comparison of the audit trail with its seals, batch by batch. */
final class AuditComparison {
    private static final Duration LATE = Duration.ofHours(1);

    private final AuditArchive.Reader reader;
    private final Sealing sealing;
    private final Consumer<AuditFinding> findings;
    private final Instant keptFrom;

    private @Nullable AuditSeal last;
    private SealingPauses pauses = SealingPauses.NONE;
    private long batches;
    private long entries;
    private long waiting;
    private long late;
    private long wrong;

    AuditComparison(AuditArchive.Reader reader, Sealing sealing, Consumer<AuditFinding> findings) {
        this.reader = reader;
        this.sealing = sealing;
        this.findings = findings;
        this.keptFrom = reader.droppings().stream()
                .filter(sealing::isGenuine)
                .map(AuditSeal::keptFrom)
                .filter(Objects::nonNull)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
    }

    void compareBatches() {
        reader.batches(batch -> {
            AuditSeal seal = batch.seal();
            if (seal == null) {
                report(new AuditFinding.BatchWithoutSeal(batch.number()));
                return;
            }
            batches++;
            compareWithTheOneBefore(seal);
            compareWithItsEntries(seal, batch.entries());
            last = seal;
            pauses = pauses.after(seal);
        });
    }

    private void compareWithTheOneBefore(AuditSeal seal) {
        long expected = last == null ? 1 : last.batch() + 1;
        if (seal.batch() > expected) {
            report(new AuditFinding.BatchesMissing(expected, seal.batch() - 1));
        } else if (!seal.previous().equals(last == null ? AuditSeal.BEGINNING : last.seal())) {
            report(new AuditFinding.ChainBroken(seal.batch()));
        }
        if (!sealing.isGenuine(seal)) {
            report(new AuditFinding.SealForged(seal.batch()));
        }
    }

    private void compareWithItsEntries(AuditSeal seal, @Nullable List<SealedEntry> sealed) {
        if (sealed == null) {
            if (seal.newest() != null && !seal.newest().isBefore(keptFrom)) {
                report(new AuditFinding.BatchChanged(seal.batch()));
            }
            return;
        }
        if (sealed.size() != seal.entries() || !sealing.members(sealed).equals(seal.members())) {
            report(new AuditFinding.BatchChanged(seal.batch()));
        }
        entries += sealed.size();
        sealed.stream()
                .filter(entry -> entry.occurredAt().plus(LATE).isBefore(seal.sealedAt()))
                .forEach(entry -> judgeLate(entry, seal));
        Map<UUID, List<StoredEntry>> stored =
                reader.find(sealed).stream().collect(Collectors.groupingBy(StoredEntry::id));
        List<SealedEntry> missing = new ArrayList<>();
        Erased erased = new Erased();
        for (SealedEntry entry : sealed) {
            List<StoredEntry> found = stored.getOrDefault(entry.id(), List.of());
            if (found.isEmpty()) {
                missing.add(entry);
            } else if (found.size() > 1) {
                report(new AuditFinding.EntryChanged(entry.id(), seal.batch()));
            } else {
                compare(entry, found.getFirst(), seal.batch(), erased);
            }
        }
        tellOfMissing(missing, seal.batch());
        erased.withoutReason(reader).forEach(id -> report(new AuditFinding.EntryErased(id, seal.batch())));
    }

    private void judgeLate(SealedEntry entry, AuditSeal seal) {
        if (pauses.explains(entry.occurredAt().plus(LATE))) {
            late++;
        } else {
            report(new AuditFinding.EntryLate(entry.id(), entry.occurredAt(), seal.batch()));
        }
    }

    /** Of which entries something was erased. */
    private record Erased(List<UUID> clients, List<UUID> reasons) {
        Erased() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        Set<UUID> withoutReason(AuditArchive.Reader reader) {
            Set<UUID> found = new LinkedHashSet<>();
            if (!clients.isEmpty()) {
                found.addAll(reader.clientsToKeep(clients));
            }
            if (!reasons.isEmpty()) {
                found.addAll(reader.reasonsToKeep(reasons));
            }
            return found;
        }
    }

    private void compare(SealedEntry sealed, StoredEntry found, long batch, Erased erased) {
        SealedEntry now = sealing.digest(found);
        boolean clientErased = !now.client().equals(sealed.client()) && found.isWithoutClient();
        boolean reasonErased =
                !now.reason().equals(sealed.reason()) && !found.details().containsKey(StoredEntry.STATED_REASON);
        if (!now.content().equals(sealed.content())
                || isChanged(now.client(), sealed.client(), clientErased)
                || isChanged(now.reason(), sealed.reason(), reasonErased)) {
            report(new AuditFinding.EntryChanged(found.id(), batch));
            return;
        }
        if (clientErased) {
            erased.clients().add(found.id());
        }
        if (reasonErased) {
            erased.reasons().add(found.id());
        }
    }

    private static boolean isChanged(AuditDigest now, AuditDigest then, boolean erased) {
        return !erased && !now.equals(then);
    }

    private void tellOfMissing(List<SealedEntry> missing, long batch) {
        List<SealedEntry> notDropped = missing.stream()
                .filter(entry -> !entry.occurredAt().isBefore(keptFrom))
                .toList();
        if (notDropped.isEmpty()) {
            return;
        }
        Set<UUID> elsewhere =
                reader.known(notDropped.stream().map(SealedEntry::id).toList());
        for (SealedEntry entry : notDropped) {
            report(
                    elsewhere.contains(entry.id())
                            ? new AuditFinding.EntryChanged(entry.id(), batch)
                            : new AuditFinding.EntryMissing(entry.id(), entry.occurredAt(), batch));
        }
    }

    void lookForUnsealed(Duration patience) {
        reader.unsealed(patience, unsealed -> {
            if (unsealed.waiting()) {
                waiting++;
            } else {
                report(new AuditFinding.EntryUnsealed(unsealed.id(), unsealed.occurredAt()));
            }
        });
    }

    void expect(AuditHead head) {
        if (reader.seal(head.batch()).filter(seal -> seal.head().equals(head)).isEmpty()) {
            report(new AuditFinding.HeadLost(head));
        }
    }

    private void report(AuditFinding finding) {
        wrong++;
        findings.accept(finding);
    }

    VerifyAuditTrail.Result result() {
        return new VerifyAuditTrail.Result(
                batches,
                entries,
                waiting,
                late,
                wrong,
                Optional.ofNullable(last).map(AuditSeal::head));
    }
}
