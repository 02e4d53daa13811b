package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.audit.AuditFinding;

/** What is wrong with the audit trail, in words and for scripts. */
final class AuditFindingWords {
    private AuditFindingWords() {}

    static String sentence(AuditFinding finding) {
        return switch (finding) {
            case AuditFinding.BatchesMissing(var first, var last) ->
                first == last
                        ? "Batch " + first + " is missing."
                        : "Batches " + first + " to " + last + " are missing.";
            case AuditFinding.ChainBroken(var batch) -> "Batch " + batch + " does not follow the one before.";
            case AuditFinding.SealForged(var batch) -> "The seal of batch " + batch + " is not genuine.";
            case AuditFinding.BatchChanged(var batch) ->
                "The list of entries of batch " + batch + " was changed or removed.";
            case AuditFinding.BatchWithoutSeal(var batch) -> "Batch " + batch + " has entries and no seal.";
            case AuditFinding.EntryChanged(var id, var batch) -> "Entry " + id + " of batch " + batch + " was changed.";
            case AuditFinding.EntryMissing(var id, var occurredAt, var batch) ->
                "Entry " + id + " of batch " + batch + ", of " + occurredAt + ", is missing.";
            case AuditFinding.EntryErased(var id, var batch) ->
                "Of entry " + id + " of batch " + batch
                        + " it was erased who asked or why, and the trail tells of no deletion that would be the reason.";
            case AuditFinding.EntryUnsealed(var id, var occurredAt) ->
                "Entry " + id + ", of " + occurredAt
                        + ", is not sealed: it was put in past the seals, or no server has run since.";
            case AuditFinding.EntryLate(var id, var occurredAt, var batch) ->
                "Entry " + id + " of batch " + batch + " says that it happened at " + occurredAt
                        + ", and was sealed more than an hour later although others were meanwhile.";
            case AuditFinding.HeadLost(var expected) ->
                "The seals do not contain " + expected + ": their end was cut off, or they were made anew.";
        };
    }

    static String json(AuditFinding finding) {
        return switch (finding) {
            case AuditFinding.BatchesMissing(var first, var last) ->
                "{\"finding\":\"batches-missing\",\"first\":" + first + ",\"last\":" + last + "}";
            case AuditFinding.ChainBroken(var batch) -> ofBatch("chain-broken", batch);
            case AuditFinding.SealForged(var batch) -> ofBatch("seal-forged", batch);
            case AuditFinding.BatchChanged(var batch) -> ofBatch("batch-changed", batch);
            case AuditFinding.BatchWithoutSeal(var batch) -> ofBatch("batch-without-seal", batch);
            case AuditFinding.EntryChanged(var id, var batch) -> ofEntry("entry-changed", id, ",\"batch\":" + batch);
            case AuditFinding.EntryMissing(var id, var occurredAt, var batch) ->
                ofEntry("entry-missing", id, ",\"occurredAt\":\"" + occurredAt + "\",\"batch\":" + batch);
            case AuditFinding.EntryErased(var id, var batch) -> ofEntry("entry-erased", id, ",\"batch\":" + batch);
            case AuditFinding.EntryUnsealed(var id, var occurredAt) ->
                ofEntry("entry-unsealed", id, ",\"occurredAt\":\"" + occurredAt + "\"");
            case AuditFinding.EntryLate(var id, var occurredAt, var batch) ->
                ofEntry("entry-late", id, ",\"occurredAt\":\"" + occurredAt + "\",\"batch\":" + batch);
            case AuditFinding.HeadLost(var expected) -> "{\"finding\":\"head-lost\",\"head\":\"" + expected + "\"}";
        };
    }

    private static String ofBatch(String name, long batch) {
        return "{\"finding\":\"" + name + "\",\"batch\":" + batch + "}";
    }

    private static String ofEntry(String name, Object id, String more) {
        return "{\"finding\":\"" + name + "\",\"id\":\"" + id + "\"" + more + "}";
    }
}
