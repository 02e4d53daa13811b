package dev.sallyport.application.audit;

import dev.sallyport.domain.audit.RecordedEvent;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/** Hands over what happened, oldest first, however much it is. */
public final class ExportAuditTrail {
    private final AuditArchive archive;

    public ExportAuditTrail(AuditArchive archive) {
        this.archive = archive;
    }

    public record Command(AuditTrail.Filter filter, Consumer<RecordedEvent> each) {}

    public record Result(long entries) {}

    public Result handle(Command command) {
        return archive.read(reader -> {
            AtomicLong entries = new AtomicLong();
            reader.entries(command.filter(), event -> {
                entries.incrementAndGet();
                command.each().accept(event);
            });
            return new Result(entries.get());
        });
    }
}
