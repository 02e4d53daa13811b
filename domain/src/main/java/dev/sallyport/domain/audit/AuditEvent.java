package dev.sallyport.domain.audit;

import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secondfactor.FactorKind;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.SessionId;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Everything that is worth remembering, and what is remembered of it. Events name people by their ids alone: no e-mail address or
 * secret is ever part of one.
 */
public sealed interface AuditEvent {
    /** Every {@link #type()} that there is. */
    static List<String> types() {
        return AuditEventTypes.ALL;
    }

    /** The stable name under which the event is stored and searched. */
    default String type() {
        return switch (this) {
            case RegistrationStarted event -> "registration.started";
            case RegisteredAddressTaken event -> "registration.address-taken";
            case VerificationResent event -> "registration.resent";
            case VerificationRefused event -> "registration.verification-refused";
            case AccountCreated event -> "account.created";
            case ProfileChanged event -> "account.profile-changed";
            case SignedIn event -> "sign-in.succeeded";
            case SignedInFromNewDevice event -> "sign-in.new-device";
            case SignInRefused event -> "sign-in.refused";
            case SecondFactorAsked event -> "sign-in.second-factor-asked";
            case SteppedUp event -> "session.stepped-up";
            case SecondFactorRefused event -> "second-factor.refused";
            case SecondFactorAdded event -> "second-factor.added";
            case SecondFactorRemoved event -> "second-factor.removed";
            case SecondFactorReset event -> "second-factor.reset";
            case RecoveryCodeUsed event -> "recovery-code.used";
            case RecoveryCodesRenewed event -> "recovery-codes.renewed";
            case SignedOut event -> "session.signed-out";
            case SessionEnded event -> "session.ended";
            case SessionEndedFor event -> "session.ended";
            case SessionDisplaced event -> "session.displaced";
            case RefreshTokenReused event -> "session.refresh-token-reused";
            case PasswordChanged event -> "password.changed";
            case PasswordRefused event -> "password.refused";
            case PasswordDisabled event -> "password.disabled";
            case PasswordResetRequested event -> "password.reset-requested";
            case PasswordResetWithheld event -> "password.reset-withheld";
            case PasswordReset event -> "password.reset";
            case PasswordResetSent event -> "password.reset-sent";
            case PasswordSet event -> "password.set";
            case EmailChangeRequested event -> "email.change-requested";
            case EmailChangeRefused event -> "email.change-refused";
            case EmailChanged event -> "email.changed";
            case EmailChangeUndone event -> "email.change-undone";
            case AccountDeletionScheduled event -> "account.deletion-scheduled";
            case AccountKept event -> "account.kept";
            case AccountDeleted event -> "account.deleted";
            case AccountRemoved event -> "account.deleted";
            case AccountChanged event -> "account.changed";
            case AccountSuspended event -> "account.suspended";
            case AccountReinstated event -> "account.reinstated";
            case DataExported event -> "account.exported";
            case UsersExported event -> "users.exported";
            case MailRetried event -> "mail.retried";
            case RoleCreated event -> "role.created";
            case RoleChanged event -> "role.changed";
            case RoleDeleted event -> "role.deleted";
            case RolePermissionAllowed event -> "role.permission-allowed";
            case RolePermissionRevoked event -> "role.permission-revoked";
            case RoleGranted event -> "role.granted";
            case RoleTaken event -> "role.taken";
            case UserInvited event -> "invitation.sent";
            case InvitationWithdrawn event -> "invitation.withdrawn";
        };
    }

    /** Whose account it concerns, if it is known. */
    default Optional<UserId> user() {
        return Optional.empty();
    }

    /** What else is known, by stable names. */
    default Map<String, String> details() {
        return Map.of();
    }

    /** What happened to an account. */
    sealed interface OfUser extends AuditEvent {
        UserId userId();

        @Override
        default Optional<UserId> user() {
            return Optional.of(userId());
        }
    }

    /** What happened to an account, in one of its sessions. */
    sealed interface OfSession extends OfUser {
        SessionId session();

        @Override
        default Map<String, String> details() {
            return Map.of("sessionId", session().toString());
        }
    }

    /** Somebody asked for an account. */
    record RegistrationStarted(RegistrationId registration) implements AuditEvent {
        @Override
        public Map<String, String> details() {
            return Map.of("registrationId", registration.toString());
        }
    }

    /** Somebody asked for an account with an address that already has one. */
    record RegisteredAddressTaken(RegistrationId registration, UserId userId) implements OfUser {
        @Override
        public Map<String, String> details() {
            return Map.of("registrationId", registration.toString());
        }
    }

    /** Somebody asked for another verification mail. */
    record VerificationResent(RegistrationId registration) implements AuditEvent {
        @Override
        public Map<String, String> details() {
            return Map.of("registrationId", registration.toString());
        }
    }

    /** A code, link or password did not prove a registration. */
    record VerificationRefused(Optional<RegistrationId> registration, Reason reason) implements AuditEvent {
        public enum Reason {
            UNKNOWN("unknown"),
            WRONG_CODE("wrong-code"),
            WRONG_PASSWORD("wrong-password"),
            EXPIRED("expired"),
            TOO_MANY_FAILURES("too-many-failures"),
            ADDRESS_TAKEN("address-taken");

            private final String code;

            Reason(String code) {
                this.code = code;
            }
        }

        @Override
        public Map<String, String> details() {
            return registration
                    .map(id -> Map.of("registrationId", id.toString(), "reason", reason.code))
                    .orElseGet(() -> Map.of("reason", reason.code));
        }
    }

    /**
     * An account came into being.
     *
     * @param registration which registration it came of, if it was one
     */
    record AccountCreated(UserId userId, Origin origin, Optional<RegistrationId> registration) implements OfUser {
        public enum Origin {
            REGISTRATION("registration"),
            INVITATION("invitation"),
            OPERATOR("operator"),
            /** An operator brought it from elsewhere. */
            IMPORT("import");

            private final String code;

            Origin(String code) {
                this.code = code;
            }
        }

        @Override
        public Map<String, String> details() {
            return registration
                    .map(id -> Map.of("origin", origin.code, "registrationId", id.toString()))
                    .orElseGet(() -> Map.of("origin", origin.code));
        }
    }

    /** A user changed how they are called or which language they read. */
    record ProfileChanged(UserId userId) implements OfUser {}

    /** Somebody proved who they are, and a session began. */
    record SignedIn(UserId userId, SessionId session) implements OfSession {}

    /** A session began on a device, or at a place, where the user had never signed in before. */
    record SignedInFromNewDevice(UserId userId, SessionId session) implements OfSession {}

    /** Somebody failed to prove who they are. */
    record SignInRefused(Optional<UserId> user, Reason reason) implements AuditEvent {
        public enum Reason {
            UNKNOWN_ADDRESS("unknown-address"),
            WRONG_PASSWORD("wrong-password"),
            /** The password was right, but has been disabled by too many wrong ones. */
            PASSWORD_DISABLED("password-disabled"),
            SUSPENDED("suspended"),
            BEING_DELETED("being-deleted"),
            /** The account kept changing while the password was being checked. */
            CHANGED_MEANWHILE("changed-meanwhile");

            private final String code;

            Reason(String code) {
                this.code = code;
            }
        }

        @Override
        public Map<String, String> details() {
            return Map.of("reason", reason.code);
        }
    }

    /** Somebody proved the password of an account, and was asked for a second factor. */
    record SecondFactorAsked(UserId userId) implements OfUser {}

    /** A user proved once more who they are, in the session that they were in. */
    record SteppedUp(UserId userId, SessionId session) implements OfSession {}

    /** Somebody who knows the password gave a wrong answer to the question for a second factor, or one that had been used. */
    record SecondFactorRefused(UserId userId, FactorKind kind) implements OfUser {
        @Override
        public Map<String, String> details() {
            return Map.of("factor", kind.code());
        }
    }

    /** A user has a second factor from now on; their other sessions were ended. */
    record SecondFactorAdded(UserId userId, SessionId session, FactorKind kind) implements OfSession {
        @Override
        public Map<String, String> details() {
            return Map.of("sessionId", session.toString(), "factor", kind.code());
        }
    }

    /** A user has no second factor any more, and wanted none; their other sessions were ended. */
    record SecondFactorRemoved(UserId userId, SessionId session) implements OfSession {}

    /** An administrator took a user's second factor away, and ended all sessions. */
    record SecondFactorReset(UserId userId, Author by, int sessionsEnded) implements OfUser {
        @Override
        public Map<String, String> details() {
            return Map.of(by.detail(), by.value(), "sessionsEnded", Integer.toString(sessionsEnded));
        }
    }

    /** A recovery code stood in for the authenticator. */
    record RecoveryCodeUsed(UserId userId, int left) implements OfUser {
        @Override
        public Map<String, String> details() {
            return Map.of("left", Integer.toString(left));
        }
    }

    /** A user got new recovery codes; those before are void. */
    record RecoveryCodesRenewed(UserId userId, SessionId session) implements OfSession {}

    /** A user left the session that they were in. */
    record SignedOut(UserId userId, SessionId session) implements OfSession {}

    /** A user ended a session of theirs by its id, or all others; seldom the one that they were in. */
    record SessionEnded(UserId userId, SessionId session, SessionId by) implements OfSession {
        @Override
        public Map<String, String> details() {
            return Map.of("sessionId", session.toString(), "bySessionId", by.toString());
        }
    }

    /** An administrator ended a session of somebody's. */
    record SessionEndedFor(UserId userId, SessionId session, Author by) implements OfSession {
        @Override
        public Map<String, String> details() {
            return Map.of("sessionId", session.toString(), by.detail(), by.value());
        }
    }

    /** A session was ended because its user began more than they may have at once. */
    record SessionDisplaced(UserId userId, SessionId session, SessionId by) implements OfSession {
        @Override
        public Map<String, String> details() {
            return Map.of("sessionId", session.toString(), "bySessionId", by.toString());
        }
    }

    /**
     * A refresh token that had long been replaced was presented, so the session was ended (RFC 9700 §4.14.2).
     *
     * @param holder who had refreshed the session last; who presented the old token is told by the entry itself. Either may be the thief
     */
    record RefreshTokenReused(
            UserId userId, SessionId session, long presentedGeneration, long currentGeneration, Client holder)
            implements OfSession {
        @Override
        public Map<String, String> details() {
            Map<String, String> details = new HashMap<>(Map.of(
                    "sessionId",
                    session.toString(),
                    "presentedGeneration",
                    Long.toString(presentedGeneration),
                    "currentGeneration",
                    Long.toString(currentGeneration),
                    "holderAddress",
                    holder.address().toString()));
            if (holder.userAgent() != null) {
                details.put("holderUserAgent", holder.userAgent());
            }
            return Map.copyOf(details);
        }
    }

    /** A user chose another password, who knew the one before; their other sessions were ended. */
    record PasswordChanged(UserId userId, SessionId session) implements OfSession {}

    /** Somebody who was signed in was asked for the password again, and gave a wrong one. */
    record PasswordRefused(UserId userId, SessionId session) implements OfSession {}

    /** So many wrong passwords were given one after the other that the password is disabled until it is reset. */
    record PasswordDisabled(UserId userId) implements OfUser {}

    /** Somebody said that they lost the password, and a link was mailed to the owner. */
    record PasswordResetRequested(UserId userId) implements OfUser {}

    /** Somebody said that they lost the password of an account that is suspended or being deleted; no link was mailed. */
    record PasswordResetWithheld(UserId userId) implements OfUser {}

    /** The owner chose a new password by a mailed link, and all sessions were ended. */
    record PasswordReset(UserId userId, int sessionsEnded) implements OfUser {
        @Override
        public Map<String, String> details() {
            return Map.of("sessionsEnded", Integer.toString(sessionsEnded));
        }
    }

    /** An administrator had a link mailed to the owner, by which they choose another password. */
    record PasswordResetSent(UserId userId, Author by) implements OfUser {
        @Override
        public Map<String, String> details() {
            return Map.of(by.detail(), by.value());
        }
    }

    /** An operator gave the account another password, and all sessions were ended. */
    record PasswordSet(UserId userId, Author by, int sessionsEnded) implements OfUser {
        @Override
        public Map<String, String> details() {
            return Map.of(by.detail(), by.value(), "sessionsEnded", Integer.toString(sessionsEnded));
        }
    }

    /** A user asked for another address. */
    record EmailChangeRequested(UserId userId, SessionId session) implements OfSession {}

    /** A code did not prove the address that a user had asked for. */
    record EmailChangeRefused(UserId userId, SessionId session, Reason reason) implements OfSession {
        public enum Reason {
            NOT_REQUESTED("not-requested"),
            WRONG_CODE("wrong-code"),
            EXPIRED("expired"),
            TOO_MANY_FAILURES("too-many-failures"),
            ADDRESS_TAKEN("address-taken");

            private final String code;

            Reason(String code) {
                this.code = code;
            }
        }

        @Override
        public Map<String, String> details() {
            return Map.of("sessionId", session.toString(), "reason", reason.code);
        }
    }

    /** A user proved another address, which is the account's from then on. */
    record EmailChanged(UserId userId, SessionId session) implements OfSession {}

    /** Whoever holds the old address took a change back; all sessions were ended and the password was disabled. */
    record EmailChangeUndone(UserId userId, int sessionsEnded) implements OfUser {
        @Override
        public Map<String, String> details() {
            return Map.of("sessionsEnded", Integer.toString(sessionsEnded));
        }
    }

    /** A user deleted their account, and can still change their mind. */
    record AccountDeletionScheduled(UserId userId, SessionId session) implements OfSession {}

    /** A user changed their mind about deleting their account. */
    record AccountKept(UserId userId) implements OfUser {}

    /** An account was deleted with everything that told who its owner was. */
    record AccountDeleted(UserId userId) implements OfUser {}

    /** An administrator deleted an account, with everything that told who its owner was. */
    record AccountRemoved(UserId userId, Author by) implements OfUser {
        @Override
        public Map<String, String> details() {
            return Map.of(by.detail(), by.value());
        }
    }

    /**
     * An administrator changed how a user is called or which language they read. What it was and is now would tell who they are, so it is not
     * written down.
     *
     * @param members what is another now, as the API names it
     */
    record AccountChanged(UserId userId, Set<String> members, Author by) implements OfUser {
        public AccountChanged {
            members = Set.copyOf(members);
        }

        /** What makes the one of the other. */
        public static AccountChanged of(User before, User after, Author by) {
            Set<String> members = new HashSet<>();
            if (!Objects.equals(before.displayName(), after.displayName())) {
                members.add("displayName");
            }
            if (!before.locale().equals(after.locale())) {
                members.add("locale");
            }
            return new AccountChanged(before.id(), members, by);
        }

        @Override
        public Map<String, String> details() {
            return Map.of(
                    "changed", members.stream().sorted().collect(Collectors.joining(" ")), by.detail(), by.value());
        }
    }

    /**
     * An administrator suspended an account, and all sessions were ended.
     *
     * @param before what it was until then
     */
    record AccountSuspended(UserId userId, UserStatus before, Author by, int sessionsEnded) implements OfUser {
        @Override
        public Map<String, String> details() {
            return Map.of(
                    "statusBefore",
                    before.name().toLowerCase(Locale.ROOT),
                    by.detail(),
                    by.value(),
                    "sessionsEnded",
                    Integer.toString(sessionsEnded));
        }
    }

    /** An administrator reinstated an account that was suspended. */
    record AccountReinstated(UserId userId, Author by) implements OfUser {
        @Override
        public Map<String, String> details() {
            return Map.of(by.detail(), by.value());
        }
    }

    /** A user got all that is known of them. */
    record DataExported(UserId userId, SessionId session) implements OfSession {}

    /** An operator took all users out, with their password hashes. */
    record UsersExported(Author by) implements AuditEvent {
        @Override
        public Map<String, String> details() {
            return Map.of(by.detail(), by.value());
        }
    }

    /** An administrator had a mail tried again that waited, or could not be delivered. */
    record MailRetried(MailId mail, Author by) implements AuditEvent {
        @Override
        public Map<String, String> details() {
            return Map.of("mailId", mail.toString(), by.detail(), by.value());
        }
    }

    /** An administrator made a role, which allowed nothing yet. */
    record RoleCreated(RoleName role, RoleDescription description, Author by) implements AuditEvent {
        @Override
        public Map<String, String> details() {
            return Map.of("role", role.value(), "description", description.value(), by.detail(), by.value());
        }
    }

    /** An administrator said otherwise than before what a role is for. */
    record RoleChanged(RoleName role, RoleDescription before, RoleDescription after, Author by) implements AuditEvent {
        @Override
        public Map<String, String> details() {
            return Map.of(
                    "role",
                    role.value(),
                    "descriptionBefore",
                    before.value(),
                    "descriptionAfter",
                    after.value(),
                    by.detail(),
                    by.value());
        }
    }

    /**
     * An administrator removed a role, which nobody had.
     *
     * @param permissions what it allowed
     */
    record RoleDeleted(RoleName role, RoleDescription description, Set<Permission> permissions, Author by)
            implements AuditEvent {
        public RoleDeleted {
            permissions = Set.copyOf(permissions);
        }

        @Override
        public Map<String, String> details() {
            return Map.of(
                    "role",
                    role.value(),
                    "description",
                    description.value(),
                    "permissions",
                    permissions.stream().map(Permission::value).sorted().collect(Collectors.joining(" ")),
                    by.detail(),
                    by.value());
        }
    }

    /** An administrator had a role allow something that it did not allow before. */
    record RolePermissionAllowed(RoleName role, Permission permission, Author by) implements AuditEvent {
        @Override
        public Map<String, String> details() {
            return Map.of("role", role.value(), "permission", permission.value(), by.detail(), by.value());
        }
    }

    /** An administrator had a role no longer allow something. */
    record RolePermissionRevoked(RoleName role, Permission permission, Author by) implements AuditEvent {
        @Override
        public Map<String, String> details() {
            return Map.of("role", role.value(), "permission", permission.value(), by.detail(), by.value());
        }
    }

    /** An administrator gave a user a role that they did not have. */
    record RoleGranted(UserId userId, RoleName role, Author by) implements OfUser {
        @Override
        public Map<String, String> details() {
            return Map.of("role", role.value(), by.detail(), by.value());
        }
    }

    /** An administrator took a role from a user, who had it. */
    record RoleTaken(UserId userId, RoleName role, Author by) implements OfUser {
        @Override
        public Map<String, String> details() {
            return Map.of("role", role.value(), by.detail(), by.value());
        }
    }

    /**
     * Somebody was asked to have an account.
     *
     * @param userId which id the account will have
     * @param roles what they will get with it besides what everybody has
     */
    record UserInvited(UserId userId, Set<RoleName> roles, Author by) implements OfUser {
        public UserInvited {
            roles = Set.copyOf(roles);
        }

        @Override
        public Map<String, String> details() {
            String names = roles.stream().map(RoleName::value).sorted().collect(Collectors.joining(" "));
            return Map.of("roles", names, by.detail(), by.value());
        }
    }

    /** An invitation was called off before it was accepted. */
    record InvitationWithdrawn(UserId userId, Author by) implements OfUser {
        @Override
        public Map<String, String> details() {
            return Map.of(by.detail(), by.value());
        }
    }
}
