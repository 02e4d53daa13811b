package dev.sallyport.application.account;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.secret.Links;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;
import dev.sallyport.domain.session.Client;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;

/** Calls the deletion of an account off, by the link that its owner was mailed. Nobody is signed in by it. */
public final class KeepAccount {
    private final Transactor transactor;
    private final AccountDeletions deletions;
    private final Links links;
    private final RateLimits rateLimits;
    private final Auditor auditor;
    private final InstantSource clock;

    public KeepAccount(
            Transactor transactor,
            AccountDeletions deletions,
            Links links,
            RateLimits rateLimits,
            Auditor auditor,
            InstantSource clock) {
        this.transactor = transactor;
        this.deletions = deletions;
        this.links = links;
        this.rateLimits = rateLimits;
        this.auditor = auditor;
        this.clock = clock;
    }

    public record Command(LinkToken token, Client client) {}

    public sealed interface Result {
        record Kept() implements Result {}

        /** The link is wrong, used, or too late: the caller is not told which. */
        record InvalidLink() implements Result {}

        record Limited(Budget exhausted) implements Result {}
    }

    public Result handle(Command command) {
        return switch (rateLimits.take(List.of(Charge.apiPerIp(command.client().address())))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> keep(command);
        };
    }

    private Result keep(Command command) {
        SecretDigest link = links.digest(SecretPurpose.ACCOUNT_KEEP_LINK, command.token());
        Instant now = clock.instant();
        return transactor.inTransaction(() -> deletions
                .keep(link, now)
                .<Result>map(user -> {
                    auditor.record(new AuditEvent.AccountKept(user.id()), command.client(), now);
                    return new Result.Kept();
                })
                .orElseGet(Result.InvalidLink::new));
    }
}
