package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.audit.KeepAuditMonths;
import dev.sallyport.bootstrap.Keys;
import dev.sallyport.bootstrap.config.AuditSettings;
import dev.sallyport.bootstrap.config.KeySettings;
import java.util.concurrent.Callable;

/** Drops old months of the audit trail. */
final class AuditPrune implements Callable<Integer> {
    private final World world;

    AuditPrune(World world) {
        this.world = world;
    }

    @Override
    public Integer call() {
        KeySettings settings = KeysCommand.settings(world);
        AuditSettings audit = AuditSettings.parse(world.environment(), world.files());
        if (audit.retention().isEmpty()) {
            world.out().println("AUDIT_RETENTION is 0: the audit trail is kept for ever.");
            return 0;
        }
        KeepAuditMonths.Result result =
                Keys.with(settings, keys -> keys.prune(new KeepAuditMonths.Command(audit.retention())));
        if (result.refused()) {
            world.err().println("This database role may not drop months. Use the one that owns the tables.");
            return 1;
        }
        if (result.flaw().isPresent()) {
            world.err()
                    .println("Nothing was dropped: "
                            + AuditFindingWords.sentence(result.flaw().get()) + " Run: sallyport audit verify");
            return 1;
        }
        world.out().println("Months dropped: " + result.dropped());
        return 0;
    }
}
