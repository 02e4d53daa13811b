package dev.sallyport.application.admin;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.account.PasswordScreening;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.AccountCreated.Origin;
import dev.sallyport.domain.session.Client;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Creates an administrator at the word of an operator, who vouches for the address. */
public final class CreateAdministrator {
    private static final Set<RoleName> ROLES = Set.of(BuiltInRoles.USER, BuiltInRoles.ADMIN);

    private final Transactor transactor;
    private final Users users;
    private final PasswordHasher hasher;
    private final Auditor auditor;
    private final IdGenerator ids;
    private final InstantSource clock;
    private final PasswordScreening screening;

    public CreateAdministrator(
            Transactor transactor,
            Users users,
            PasswordHasher hasher,
            Auditor auditor,
            IdGenerator ids,
            InstantSource clock,
            PasswordScreening screening) {
        this.transactor = transactor;
        this.users = users;
        this.hasher = hasher;
        this.auditor = auditor;
        this.ids = ids;
        this.clock = clock;
        this.screening = screening;
    }

    public record Command(
            EmailAddress email, Password password, @Nullable DisplayName displayName, LanguageTag locale) {}

    public sealed interface Result {
        record Created(UserId id) implements Result {}

        /** The address has an account; it is left as it is. */
        record EmailTaken() implements Result {}

        record PasswordRefused(Set<PasswordPolicy.Refusal> refusals) implements Result {}
    }

    public Result handle(Command command) {
        Set<PasswordPolicy.Refusal> refusals =
                screening.refusedByPolicy(command.password(), new Chooser(command.email(), command.displayName()));
        if (!refusals.isEmpty()) {
            return new Result.PasswordRefused(refusals);
        }
        if (users.credentials(command.email()).isPresent()) {
            return new Result.EmailTaken();
        }
        Set<PasswordPolicy.Refusal> breach = screening.refusedForBreach(command.password());
        if (!breach.isEmpty()) {
            return new Result.PasswordRefused(breach);
        }
        PasswordHash hash = hasher.hash(command.password());
        Instant now = clock.instant();
        User administrator = new User(
                new UserId(ids.next()),
                command.email(),
                command.displayName(),
                command.locale(),
                UserStatus.ACTIVE,
                ROLES,
                BuiltInRoles.permissionsOf(ROLES),
                false,
                now,
                null);
        return transactor.inTransaction(() -> switch (users.add(administrator, hash)) {
            case EMAIL_TAKEN -> new Result.EmailTaken();
            case SAVED -> {
                auditor.record(
                        new AuditEvent.AccountCreated(administrator.id(), Origin.OPERATOR, Optional.empty()),
                        Client.local(),
                        now);
                yield new Result.Created(administrator.id());
            }
        });
    }
}
