package dev.sallyport.domain.audit;

import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.SessionId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that is worth remembering, and what is remembered of it. Events name people by their ids alone: no e-mail address or
 * secret is ever part of one.
 */
public sealed interface AuditEvent {
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
            case SignedOut event -> "session.signed-out";
            case SessionEnded event -> "session.ended";
            case SessionDisplaced event -> "session.displaced";
            case RefreshTokenReused event -> "session.refresh-token-reused";
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

    /** Somebody asked for an account. */
    record RegistrationStarted(RegistrationId registration) implements AuditEvent {
        @Override
        public Map<String, String> details() {
            return Map.of("registrationId", registration.toString());
        }
    }

    /** Somebody asked for an account with an address that already has one. */
    record RegisteredAddressTaken(RegistrationId registration, UserId owner) implements AuditEvent {
        @Override
        public Optional<UserId> user() {
            return Optional.of(owner);
        }

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

    /** An account came into being. */
    record AccountCreated(UserId userId, Origin origin) implements AuditEvent {
        public enum Origin {
            REGISTRATION("registration"),
            OPERATOR("operator");

            private final String code;

            Origin(String code) {
                this.code = code;
            }
        }

        @Override
        public Optional<UserId> user() {
            return Optional.of(userId);
        }

        @Override
        public Map<String, String> details() {
            return Map.of("origin", origin.code);
        }
    }

    /** A user changed how they are called or which language they read. */
    record ProfileChanged(UserId userId) implements AuditEvent {
        @Override
        public Optional<UserId> user() {
            return Optional.of(userId);
        }
    }

    /** Somebody proved who they are, and a session began. */
    record SignedIn(UserId userId, SessionId session) implements AuditEvent {
        @Override
        public Optional<UserId> user() {
            return Optional.of(userId);
        }

        @Override
        public Map<String, String> details() {
            return Map.of("sessionId", session.toString());
        }
    }

    /** A session began on a device, or at a place, where the user had never signed in before. */
    record SignedInFromNewDevice(UserId userId, SessionId session) implements AuditEvent {
        @Override
        public Optional<UserId> user() {
            return Optional.of(userId);
        }

        @Override
        public Map<String, String> details() {
            return Map.of("sessionId", session.toString());
        }
    }

    /** Somebody failed to prove who they are. */
    record SignInRefused(Optional<UserId> user, Reason reason) implements AuditEvent {
        public enum Reason {
            UNKNOWN_ADDRESS("unknown-address"),
            WRONG_PASSWORD("wrong-password"),
            SUSPENDED("suspended");

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

    /** A user left the session that they were in. */
    record SignedOut(UserId userId, SessionId session) implements AuditEvent {
        @Override
        public Optional<UserId> user() {
            return Optional.of(userId);
        }

        @Override
        public Map<String, String> details() {
            return Map.of("sessionId", session.toString());
        }
    }

    /** A user ended a session of theirs by its id, or all others; seldom the one that they were in. */
    record SessionEnded(UserId userId, SessionId session, SessionId by) implements AuditEvent {
        @Override
        public Optional<UserId> user() {
            return Optional.of(userId);
        }

        @Override
        public Map<String, String> details() {
            return Map.of("sessionId", session.toString(), "bySessionId", by.toString());
        }
    }

    /** A session was ended because its user began more than they may have at once. */
    record SessionDisplaced(UserId userId, SessionId session, SessionId by) implements AuditEvent {
        @Override
        public Optional<UserId> user() {
            return Optional.of(userId);
        }

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
            implements AuditEvent {
        @Override
        public Optional<UserId> user() {
            return Optional.of(userId);
        }

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
}
