package dev.sallyport.application.invitation;

import dev.sallyport.application.IdGenerator;
import dev.sallyport.application.access.AccessRefusal;
import dev.sallyport.application.access.Actor;
import dev.sallyport.application.access.Mandate;
import dev.sallyport.application.access.Roles;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.mail.Mailer;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.secret.Links;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Delegation.Objection;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.invitation.Invitation;
import dev.sallyport.domain.mail.MailMessage;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.registration.RegistrationPolicy;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.SecretPurpose;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Asks somebody to have an account. It comes into being when they follow the link, which goes to the mailbox, and choose a password. To ask
 * again voids the link before. Whoever asks must have proven a moment ago who they are, and hold what the roles allow that they give with it.
 */
public final class InviteUser {
    private final Mandate mandate;
    private final Invitations invitations;
    private final Users users;
    private final Roles roles;
    private final Links links;
    private final Mailer mailer;
    private final RateLimits rateLimits;
    private final IdGenerator ids;
    private final RegistrationPolicy policy;

    public InviteUser(
            Mandate mandate,
            Invitations invitations,
            Users users,
            Roles roles,
            Links links,
            Mailer mailer,
            RateLimits rateLimits,
            IdGenerator ids,
            RegistrationPolicy policy) {
        this.mandate = mandate;
        this.invitations = invitations;
        this.users = users;
        this.roles = roles;
        this.links = links;
        this.mailer = mailer;
        this.rateLimits = rateLimits;
        this.ids = ids;
        this.policy = policy;
    }

    /**
     * Whom to ask.
     *
     * @param roles what they get besides what everybody has
     */
    public record Command(
            EmailAddress email,
            @Nullable DisplayName displayName,
            LanguageTag locale,
            Set<RoleName> roles,
            Delivery delivery,
            Actor actor) {
        public Command {
            roles = Set.copyOf(roles);
            if (delivery == Delivery.HANDED_OVER && !(actor instanceof Actor.Operator)) {
                throw new IllegalArgumentException("only the operator vouches for a mailbox");
            }
        }
    }

    /** How the link gets to whom it is for. */
    public enum Delivery {
        /** To the mailbox, which it proves. */
        MAILED,
        /** By the operator, who vouches for the address. */
        HANDED_OVER
    }

    public sealed interface Result {
        /**
         * They are asked.
         *
         * @param link what the operator hands over; empty if it was mailed
         */
        record Invited(Invitation invitation, Optional<LinkToken> link) implements Result {}

        record Refused(AccessRefusal why) implements Result {}

        /** The address has an account. */
        record EmailTaken() implements Result {}

        /** There are no such roles. */
        record UnknownRoles(Set<RoleName> roles) implements Result {
            public UnknownRoles {
                roles = Set.copyOf(roles);
            }
        }

        /** Nobody but the operator invites anybody here. */
        record Closed() implements Result {}

        record Limited(Budget exhausted) implements Result {}
    }

    public Result handle(Command command) {
        if (command.roles().size() > Delegation.MOST_ROLES) {
            return new Result.Refused(new AccessRefusal.TooManyRoles());
        }
        if (!(command.actor() instanceof Actor.Administrator administrator)) {
            return invite(command);
        }
        if (!Mandate.allows(administrator, Delegation.WRITE_USERS)) {
            return new Result.Refused(new AccessRefusal.Forbidden());
        }
        if (!policy.takesInvitations()) {
            return new Result.Closed();
        }
        List<Charge> charges = List.of(
                Charge.invitation(command.email()),
                Charge.invitationBy(administrator.token().claims().userId()));
        return switch (rateLimits.take(charges)) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> {
                Result result = invite(command);
                if (!(result instanceof Result.Invited)) {
                    rateLimits.giveBack(charges);
                }
                yield result;
            }
        };
    }

    private Result invite(Command command) {
        return mandate.proven(
                command.actor(), Delegation.WRITE_USERS, Result.Refused::new, present -> invite(command, present));
    }

    /** The same inside of a transaction that somebody else has begun. */
    Result invite(Command command, Mandate.Present present) {
        // Roles before invitations, as wherever both are held.
        Set<RoleName> concerned = new HashSet<>(command.roles());
        invitations.find(command.email()).map(Invitation::roles).ifPresent(concerned::addAll);
        Map<RoleName, Role> held =
                roles.hold(concerned).stream().collect(Collectors.toMap(Role::name, Function.identity()));
        Set<RoleName> unknown = new HashSet<>(command.roles());
        unknown.removeAll(held.keySet());
        if (!unknown.isEmpty()) {
            return new Result.UnknownRoles(unknown);
        }
        Set<RoleName> replaced =
                invitations.hold(command.email()).map(Invitation::roles).orElseGet(Set::of);
        if (!held.keySet().containsAll(replaced)) {
            return new Result.Refused(new AccessRefusal.ChangedMeanwhile());
        }
        Optional<Objection> objection = Delegation.toInvite(present.rights(), pick(held, command.roles()))
                .or(() -> Delegation.toWithdraw(present.rights(), pick(held, replaced)));
        if (objection.isPresent()) {
            return new Result.Refused(AccessRefusal.of(objection.get()));
        }
        if (users.credentials(command.email()).isPresent()) {
            return new Result.EmailTaken();
        }
        return keep(command, present);
    }

    private static List<Role> pick(Map<RoleName, Role> held, Set<RoleName> names) {
        return names.stream().map(held::get).toList();
    }

    private Result keep(Command command, Mandate.Present present) {
        Links.Fresh fresh = links.make(SecretPurpose.INVITATION_LINK);
        Invitation kept = invitations.keep(
                new Invitation(
                        new UserId(ids.next()),
                        command.email(),
                        command.displayName(),
                        command.locale(),
                        command.roles(),
                        present.by(),
                        present.now(),
                        present.now().plus(policy.invitationLifetime())),
                fresh.kept());
        present.record(new AuditEvent.UserInvited(kept.account(), kept.roles(), present.by()));
        return switch (command.delivery()) {
            case HANDED_OVER -> new Result.Invited(kept, Optional.of(fresh.token()));
            case MAILED -> {
                mailer.enqueue(
                        new MailMessage.Invitation(
                                kept.email(), kept.locale(), fresh.token(), policy.invitationLifetime()),
                        kept.expiresAt(),
                        present.now());
                yield new Result.Invited(kept, Optional.empty());
            }
        };
    }
}
