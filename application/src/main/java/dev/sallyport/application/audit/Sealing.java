package dev.sallyport.application.audit;

import dev.sallyport.domain.audit.AuditDigest;
import dev.sallyport.domain.audit.AuditSeal;
import dev.sallyport.domain.audit.CanonicalBytes;
import dev.sallyport.domain.audit.SealedEntry;
import dev.sallyport.domain.audit.StoredEntry;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** How entries and batches of them are sealed. Whoever does not have the key can neither make a seal nor try out what it stands for. */
final class Sealing {
    private static final String WHAT_HAPPENED = "sallyport audit entry 1";
    private static final String WHO_ASKED = "sallyport audit client 1";
    private static final String WHY = "sallyport audit reason 1";
    private static final String BATCH = "sallyport audit batch 1";

    private final SealKey key;

    Sealing(SealKey key) {
        this.key = key;
    }

    /** What may be erased one day is kept apart, so that the rest can be verified for ever. */
    SealedEntry digest(StoredEntry entry) {
        CanonicalBytes happened = new CanonicalBytes(WHAT_HAPPENED)
                .add(entry.id())
                .add(entry.occurredAt())
                .add(entry.type())
                .add(entry.user());
        for (String name : new TreeSet<>(entry.details().keySet())) {
            if (!StoredEntry.OF_CLIENT.contains(name) && !name.equals(StoredEntry.STATED_REASON)) {
                happened.add(name).add(entry.details().get(name));
            }
        }
        CanonicalBytes client = new CanonicalBytes(WHO_ASKED)
                .add(entry.id())
                .add(entry.salt())
                .add(entry.clientAddress())
                .add(entry.userAgent());
        StoredEntry.OF_CLIENT.stream()
                .sorted()
                .forEach(name -> client.add(entry.details().get(name)));
        CanonicalBytes reason =
                new CanonicalBytes(WHY).add(entry.id()).add(entry.details().get(StoredEntry.STATED_REASON));
        return SealedEntry.of(entry.id(), entry.occurredAt(), mac(happened), mac(client), mac(reason));
    }

    /** What stands for all of them, in this order. */
    AuditDigest members(List<SealedEntry> entries) {
        CanonicalBytes batch = new CanonicalBytes(BATCH);
        entries.forEach(entry -> batch.add(entry.id()).add(entry.occurredAt()).add(entry.digests()));
        return mac(batch);
    }

    /** The seal that comes after the last; null: there is none yet. */
    AuditSeal next(@Nullable AuditSeal last, Instant now, List<SealedEntry> entries, @Nullable Instant keptFrom) {
        AuditSeal unsealed = new AuditSeal(
                last == null ? 1 : last.batch() + 1,
                now.truncatedTo(ChronoUnit.MICROS),
                entries.size(),
                entries.stream()
                        .map(SealedEntry::occurredAt)
                        .max(Comparator.naturalOrder())
                        .orElse(null),
                keptFrom,
                members(entries),
                last == null ? AuditSeal.BEGINNING : last.seal(),
                AuditSeal.BEGINNING);
        return unsealed.with(seal(unsealed));
    }

    boolean isGenuine(AuditSeal seal) {
        return seal(seal).equals(seal.seal());
    }

    private AuditDigest seal(AuditSeal seal) {
        return AuditDigest.of(key.authenticate(seal.sealed()));
    }

    private AuditDigest mac(CanonicalBytes bytes) {
        return AuditDigest.of(key.authenticate(bytes.toBytes()));
    }
}
