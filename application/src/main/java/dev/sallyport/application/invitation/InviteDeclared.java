package dev.sallyport.application.invitation;

import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.secret.SecretDigests;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.invitation.Invitation;
import dev.sallyport.domain.mail.MailRecipient;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Asks somebody whom the operator's file declares to be an administrator, once and never again. The file stays as it is while people change their addresses, leave, and are let go:
 * whoever reads a mailbox that was given up would otherwise be asked to be administrator whenever a server starts.
 */
public final class InviteDeclared {
    private final Mandate mandate;
    private final InviteUser inviteUser;
    private final DeclaredAdministrators declared;
    private final Users users;
    private final Invitations invitations;
    private final SecretDigests digests;

    public InviteDeclared(
            Mandate mandate,
            InviteUser inviteUser,
            DeclaredAdministrators declared,
            Users users,
            Invitations invitations,
            SecretDigests digests) {
        this.mandate = mandate;
        this.inviteUser = inviteUser;
        this.declared = declared;
        this.users = users;
        this.invitations = invitations;
        this.digests = digests;
    }

    public record Command(
            EmailAddress email, @Nullable DisplayName displayName, LanguageTag locale, Actor.Operator operator) {}

    public sealed interface Result {
        record Invited(Invitation invitation) implements Result {}

        /** They have been asked, and can still accept. */
        record Awaited() implements Result {}

        record HasAccount(User user) implements Result {}

        /** The address was declared before, and has neither an account nor an invitation any more. */
        record GivenUp() implements Result {}

        record NotInvited(InviteUser.Result why) implements Result {}

        record Refused(AccessRefusal why) implements Result {}
    }

    public Result handle(Command command) {
        return mandate.proven(
                command.operator(), Delegation.WRITE_USERS, Result.Refused::new, present -> judge(command, present));
    }

    private Result judge(Command command, Mandate.Present present) {
        SecretDigest address =
                digests.digest(SecretPurpose.DECLARED_ADMINISTRATOR, "", MailRecipient.of(command.email()));
        boolean declaredBefore = declared.contains(address);
        Optional<Result> there = there(command.email(), present);
        if (there.isEmpty() && declaredBefore) {
            return new Result.GivenUp();
        }
        Result result = there.orElseGet(() -> invite(command, present));
        if (!(result instanceof Result.NotInvited)) {
            declared.add(address, present.now());
        }
        return result;
    }

    private Optional<Result> there(EmailAddress email, Mandate.Present present) {
        return users.credentials(email)
                .<Result>map(found -> new Result.HasAccount(found.user()))
                .or(() -> invitations
                        .find(email)
                        .filter(invitation -> invitation.expiresAt().isAfter(present.now()))
                        .map(invitation -> new Result.Awaited()));
    }

    private Result invite(Command command, Mandate.Present present) {
        var invitation = new InviteUser.Command(
                command.email(),
                command.displayName(),
                command.locale(),
                Set.of(BuiltInRoles.ADMIN),
                InviteUser.Delivery.MAILED,
                command.operator());
        return switch (inviteUser.invite(invitation, present)) {
            case InviteUser.Result.Invited(var invited, var link) -> new Result.Invited(invited);
            case InviteUser.Result other -> new Result.NotInvited(other);
        };
    }
}
