package dev.sallyport.bootstrap.cli;

import dev.sallyport.application.audit.AuditTrail;
import dev.sallyport.application.audit.ExportAuditTrail;
import dev.sallyport.bootstrap.Schema;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.DatabaseSettings;
import dev.sallyport.bootstrap.config.LogFormat;
import dev.sallyport.bootstrap.config.LogLevel;
import dev.sallyport.bootstrap.logging.Logging;
import dev.sallyport.domain.account.UserId;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;

/** Writes out what happened, entry by entry. */
final class AuditExport implements Callable<Integer> {
    /** How it is written. */
    enum Format {
        CSV,
        JSONL
    }

    /** Names of what happened. */
    record Types(Set<String> names) {}

    /** What was typed. */
    record Wanted(
            AuditCommand.Given<Format> format,
            AuditCommand.Given<UserId> user,
            AuditCommand.Given<Types> types,
            AuditCommand.Given<Instant> from,
            AuditCommand.Given<Instant> to,
            AuditCommand.Given<String> file) {
        AuditTrail.Filter filter() {
            Types only = types.get();
            return new AuditTrail.Filter(user.get(), null, only == null ? null : only.names(), from.get(), to.get());
        }
    }

    private final World world;
    private final Wanted wanted;

    AuditExport(World world, Wanted wanted) {
        this.world = world;
        this.wanted = wanted;
    }

    @Override
    public Integer call() {
        DatabaseSettings settings = Configuration.parseDatabase(world.environment(), world.files());
        Logging.start(LogFormat.TEXT, LogLevel.WARN);
        String file = wanted.file().get();
        if (file == null) {
            write(settings, world.out());
            return world.out().checkError() ? 1 : 0;
        }
        AtomicLong entries = new AtomicLong();
        OwnersFile.write(Path.of(file), out -> entries.set(write(settings, out)));
        world.out().println(entries + " entries written to " + file);
        return 0;
    }

    private long write(DatabaseSettings settings, PrintWriter out) {
        boolean csv = wanted.format().get() == Format.CSV;
        if (csv) {
            out.print(AuditRow.CSV_HEADER);
        }
        return Schema.exportAuditTrail(
                        settings,
                        new ExportAuditTrail.Command(
                                wanted.filter(), event -> out.print(csv ? AuditRow.csv(event) : AuditRow.json(event))))
                .entries();
    }
}
