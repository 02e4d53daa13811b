package dev.sallyport.application.admin;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.AccountMandate;
import dev.sallyport.application.access.AccountMandate.Done;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.application.account.CredentialChange;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.account.PasswordScreening;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.session.SessionId;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Gives somebody another password at the word of an operator, where no mail reaches them. Nobody else can: whoever sets a password knows it (ASVS 6.4.1). Every session
 * ends, what waits for its credentials is void, and the owner is told by mail. A second factor stays.
 */
public final class SetPassword {
    private final AccountMandate mandate;
    private final Users users;
    private final PasswordScreening screening;
    private final PasswordHasher hasher;
    private final CredentialChange credentialChange;
    private final Mailer mailer;

    public SetPassword(
            AccountMandate mandate,
            Users users,
            PasswordScreening screening,
            PasswordHasher hasher,
            CredentialChange credentialChange,
            Mailer mailer) {
        this.mandate = mandate;
        this.users = users;
        this.screening = screening;
        this.hasher = hasher;
        this.credentialChange = credentialChange;
        this.mailer = mailer;
    }

    public record Command(UserId user, Password chosen, Actor.Operator operator) {}

    public sealed interface Result {
        record PasswordSet() implements Result {}

        record PasswordRefused(Set<PasswordPolicy.Refusal> refusals) implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        // Outside any transaction, so that nobody waits while the password is looked at and hashed.
        Optional<User> owner = users.hold(command.user());
        if (owner.isEmpty()) {
            return new Result.Refused(new AccessRefusal.UnknownUser());
        }
        Set<PasswordPolicy.Refusal> refusals = screening.refusals(command.chosen(), Chooser.of(owner.get()));
        if (!refusals.isEmpty()) {
            return new Result.PasswordRefused(refusals);
        }
        PasswordHash hash = hasher.hash(command.chosen());
        return mandate.proven(
                command.operator(), command.user(), Result.Refused::new, (user, present) -> set(user, hash, present));
    }

    private Done<Result> set(User user, PasswordHash hash, Mandate.Present present) {
        users.setPassword(user.id(), hash);
        List<SessionId> ended = credentialChange.endEverything(user.id());
        present.record(new AuditEvent.PasswordSet(user.id(), present.by(), ended.size()));
        mailer.enqueue(new MailMessage.PasswordSet(user.email(), user.locale()), null, present.now());
        return new Done<>(new Result.PasswordSet(), ended);
    }
}
