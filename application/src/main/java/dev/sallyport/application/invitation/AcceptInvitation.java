package dev.sallyport.application.invitation;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.access.Roles;
import dev.sallyport.application.account.PasswordHasher;
import dev.sallyport.application.account.PasswordScreening;
import dev.sallyport.application.account.Users;
import dev.sallyport.application.audit.Auditor;
import dev.sallyport.application.ratelimit.RateLimits;
import dev.sallyport.application.secret.Links;
import dev.sallyport.application.session.SessionOpener;
import dev.sallyport.application.session.SignedIn;
import dev.sallyport.application.session.TokenIssuer;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Delegation;
import dev.sallyport.domain.access.Rights;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.audit.AuditEvent;
import dev.sallyport.domain.audit.AuditEvent.AccountCreated.Origin;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.invitation.Invitation;
import dev.sallyport.domain.ratelimit.Budget;
import dev.sallyport.domain.ratelimit.Charge;
import dev.sallyport.domain.registration.RegistrationPolicy;
import dev.sallyport.domain.secret.LinkToken;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Makes the account of somebody who was invited, and signs them in. They hold the mailbox, for the link went there, and choose the password.
 * Nobody gets by it what whoever invited them could not give them today: an invitation ends with the rights of its sender.
 */
public final class AcceptInvitation {
    private final Transactor transactor;
    private final Invitations invitations;
    private final Users users;
    private final Roles roles;
    private final Links links;
    private final PasswordScreening screening;
    private final PasswordHasher hasher;
    private final RateLimits rateLimits;
    private final SessionOpener opener;
    private final TokenIssuer issuer;
    private final Auditor auditor;
    private final InstantSource clock;
    private final RegistrationPolicy policy;

    public AcceptInvitation(
            Transactor transactor,
            Invitations invitations,
            Users users,
            Roles roles,
            Links links,
            PasswordScreening screening,
            PasswordHasher hasher,
            RateLimits rateLimits,
            SessionOpener opener,
            TokenIssuer issuer,
            Auditor auditor,
            InstantSource clock,
            RegistrationPolicy policy) {
        this.transactor = transactor;
        this.invitations = invitations;
        this.users = users;
        this.roles = roles;
        this.links = links;
        this.screening = screening;
        this.hasher = hasher;
        this.rateLimits = rateLimits;
        this.opener = opener;
        this.issuer = issuer;
        this.auditor = auditor;
        this.clock = clock;
        this.policy = policy;
    }

    /**
     * Accepting.
     *
     * @param displayName null for what the invitation says
     * @param locale null for what the invitation says
     */
    public record Command(
            LinkToken token,
            Password chosen,
            @Nullable DisplayName displayName,
            @Nullable LanguageTag locale,
            Client client) {}

    public sealed interface Result {
        record Accepted(SignedIn signedIn) implements Result {}

        /** The link is wrong, expired, void or used, or its sender may not give any more what it gives: the caller is not told which. */
        record InvalidLink() implements Result {}

        /** The address has got an account meanwhile. Only who holds the mailbox ever learns it here. */
        record EmailTaken() implements Result {}

        /** The link is good, and stays so. */
        record PasswordRefused(Set<PasswordPolicy.Refusal> refusals) implements Result {}

        record Limited(Budget exhausted) implements Result {}
    }

    public Result handle(Command command) {
        return switch (rateLimits.take(List.of(Charge.apiPerIp(command.client().address())))) {
            case RateLimits.Decision.Limited(var exhausted) -> new Result.Limited(exhausted);
            case RateLimits.Decision.Allowed allowed -> {
                SecretDigest link = links.digest(SecretPurpose.INVITATION_LINK, command.token());
                yield invitations
                        .find(link, clock.instant())
                        .map(invitation -> accept(invitation, link, command))
                        .orElseGet(Result.InvalidLink::new);
            }
        };
    }

    private Result accept(Invitation invitation, SecretDigest link, Command command) {
        DisplayName displayName = command.displayName() == null ? invitation.displayName() : command.displayName();
        Set<PasswordPolicy.Refusal> refusals =
                screening.refusals(command.chosen(), new Chooser(invitation.email(), displayName));
        if (!refusals.isEmpty()) {
            return new Result.PasswordRefused(refusals);
        }
        PasswordHash hash = hasher.hash(command.chosen());
        Instant now = clock.instant();
        Outcome outcome = transactor.inTransaction(() -> createAccount(invitation, link, command, hash, now));
        return switch (outcome) {
            case Outcome.Opened(var active) -> new Result.Accepted(issuer.issue(active, now));
            case Outcome.Refused(var result) -> result;
        };
    }

    /** What the transaction decided; tokens are signed after it. */
    private sealed interface Outcome {
        record Opened(ActiveSession active) implements Outcome {}

        record Refused(Result result) implements Outcome {}
    }

    private Outcome createAccount(
            Invitation found, SecretDigest link, Command command, PasswordHash hash, Instant now) {
        // Its sender and its roles before the invitation itself, which goes with either.
        Optional<Rights> senders = rightsOf(found.by());
        List<Role> held = roles.hold(found.roles());
        Optional<Invitation> spent = invitations.spend(link, now);
        if (senders.isEmpty() || spent.isEmpty()) {
            return new Outcome.Refused(new Result.InvalidLink());
        }
        Invitation invitation = spent.get();
        List<Role> given = held.stream()
                .filter(role -> invitation.roles().contains(role.name()))
                .toList();
        if (Delegation.toInvite(senders.get(), given).isPresent()) {
            return new Outcome.Refused(new Result.InvalidLink());
        }
        User user = User.proven(
                invitation.account(),
                invitation.email(),
                command.displayName() == null ? invitation.displayName() : command.displayName(),
                command.locale() == null ? invitation.locale() : command.locale(),
                Stream.concat(given.stream().map(Role::name), Stream.of(BuiltInRoles.USER))
                        .collect(Collectors.toUnmodifiableSet()),
                now);
        return switch (users.add(user, hash)) {
            case EMAIL_TAKEN -> new Outcome.Refused(new Result.EmailTaken());
            case SAVED -> {
                auditor.record(
                        new AuditEvent.AccountCreated(user.id(), Origin.INVITATION, Optional.empty()),
                        command.client(),
                        now);
                yield new Outcome.Opened(
                        opener.open(user.id(), hash, Set.of(AuthenticationMethod.PASSWORD), command.client(), now)
                                .orElseThrow());
            }
        };
    }

    /** Of whoever sent it, if they may send one today. */
    private Optional<Rights> rightsOf(Author by) {
        return switch (by) {
            case Author.Operator() -> Optional.of(Rights.unlimited());
            case Author.Person(var id) ->
                policy.takesInvitations()
                        ? users.hold(id).filter(User::isActive).map(User::rights)
                        : Optional.empty();
        };
    }
}
