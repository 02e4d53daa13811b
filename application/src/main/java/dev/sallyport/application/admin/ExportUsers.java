package dev.sallyport.application.admin;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.session.Client;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Hands out all users, with what their passwords can be guessed from, at the word of an operator. It is written down before the first of them leaves. Those who are being deleted are as
 * good as gone, and stay.
 */
public final class ExportUsers {
    private static final int PAGE = 1_000;

    private final Transactor transactor;
    private final CarriedUsers users;
    private final Auditor auditor;
    private final InstantSource clock;

    public ExportUsers(Transactor transactor, CarriedUsers users, Auditor auditor, InstantSource clock) {
        this.transactor = transactor;
        this.users = users;
        this.auditor = auditor;
        this.clock = clock;
    }

    /**
     * An operator wants them.
     *
     * @param to gets each, one after the other
     */
    public record Command(Consumer<CarriedUser> to) {}

    public record Result(long exported) {}

    public Result handle(Command command) {
        transactor.inTransaction(() -> {
            auditor.record(new AuditEvent.UsersExported(new Author.Operator()), Client.local(), clock.instant());
            return true;
        });
        long exported = 0;
        for (List<CarriedUser> page = page(null);
                !page.isEmpty();
                page = page(page.getLast().id())) {
            page.forEach(command.to());
            exported += page.size();
        }
        return new Result(exported);
    }

    private List<CarriedUser> page(@Nullable UserId after) {
        return users.page(after, PAGE);
    }
}
