package dev.sallyport.application.testing;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.Users.Credentials;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Rights;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.access.RolesEdition;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.EmailChange;
import dev.sallyport.domain.account.EmailChangeUndo;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.invitation.Invitation;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.recovery.RecoveryRequest;
import dev.sallyport.domain.registration.PendingRegistration;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secondfactor.EnrolledFactors;
import dev.sallyport.domain.secondfactor.PendingTotp;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.session.Device;
import dev.sallyport.domain.session.Revocation;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * What the in-memory adapters keep: tables whose content is immutable and replaced whole. A transaction holds the lock from beginning to
 * end, and one that throws leaves every table as it was.
 */
public final class InMemoryDatabase implements Transactor {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Table<?, ?>> tables = new ArrayList<>();
    private boolean inTransaction;

    final Table<UserId, Credentials> users = new Table<>(this::withCurrentPermissions);
    final Table<RoleName, StoredRole> roles = new Table<>();
    final Table<Boolean, RolesEdition> rolesEdition = new Table<>();
    final Table<RegistrationId, PendingRegistration> registrations = new Table<>();
    final Table<UserId, Invited> invitations = new Table<>();
    final Table<SecretDigest, Instant> declaredAdministrators = new Table<>();
    final Table<UserId, Wish> emailChanges = new Table<>();
    final Table<SecretDigest, EmailChangeUndo> undos = new Table<>();
    final Table<UserId, Deletion> deletions = new Table<>();
    final Table<UUID, RecoveryRequest> recoveryRequests = new Table<>();
    final Table<UserId, Reset> resets = new Table<>();
    final Table<SessionId, Session> sessions = new Table<>();
    final Table<KnownDevice, Use> devices = new Table<>();
    final Table<KnownClient, Instant> knownClients = new Table<>();
    final Table<UserId, Factors> secondFactors = new Table<>();
    final Table<SecretDigest, Challenge> challenges = new Table<>();
    final Table<Integer, Revocation> revocations = new Table<>();
    final Table<UUID, AuditEntry> audit = new Table<>();
    final Table<UUID, AuditEntry> auditWithoutClients = new Table<>();
    final Table<UUID, AuditEntry> auditWithoutReasons = new Table<>();
    final Table<MailId, QueuedMail> mail = new Table<>();

    /** A role, with what it allows by itself. */
    record StoredRole(RoleDescription description, Set<Permission> permissions, Instant createdAt) {
        StoredRole {
            permissions = Set.copyOf(permissions);
        }
    }

    InMemoryDatabase() {
        BuiltInRoles.all()
                .forEach(name -> roles.put(
                        name,
                        new StoredRole(RoleDescription.NONE, BuiltInRoles.fixedPermissionsOf(name), Samples.NOW)));
    }

    /** What is kept of a user does not say what their roles allow; what is read does. */
    private Credentials withCurrentPermissions(Credentials kept) {
        Rights rights =
                new Rights(kept.user().roles(), permissionsOf(kept.user().roles()));
        return new Credentials(kept.user().withRights(rights), kept.passwordHash(), kept.failures());
    }

    /** What any of them allows; administrators are allowed whatever any role allows. */
    Set<Permission> permissionsOf(Set<RoleName> names) {
        return roles.rows().entrySet().stream()
                .filter(role -> names.contains(role.getKey()) || names.contains(BuiltInRoles.ADMIN))
                .flatMap(role -> role.getValue().permissions().stream())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Since when and until when a device was used. */
    record Use(Instant first, Instant last) {}

    /** What a device is known by. */
    record KnownDevice(UserId user, Device device, String provider) {}

    /** What a client is known by. */
    record KnownClient(UserId user, SecretDigest client) {}

    /** An invitation, with the link by which it is accepted. */
    record Invited(Invitation invitation, SecretDigest link) {}

    /** A wish for another address, with the wrong codes that were tried. */
    record Wish(EmailChange change, int failures) {}

    /** An account's deletion, and what calls it off. */
    record Deletion(SecretDigest keepLink, Instant due) {}

    /** An authenticator that is to be confirmed. */
    record Pending(PendingTotp totp, Instant since, int tries) {}

    /** What a user has besides a password, or is about to have. */
    record Factors(EnrolledFactors enrolled, Optional<Pending> pending, int failures) {
        static final Factors NONE = new Factors(EnrolledFactors.NONE, Optional.empty(), 0);
    }

    /** A sign-in that waits for a second factor. */
    record Challenge(SignInChallenges.Waiting waiting, int tries) {}

    /** A link that resets a password. */
    record Reset(EmailAddress email, SecretDigest link, Instant expiresAt) {}

    /** Rows by their keys, in the order in which they were added. */
    final class Table<K, V> {
        private final UnaryOperator<V> shown;
        private Map<K, V> rows = Map.of();

        Table() {
            this(UnaryOperator.identity());
        }

        /**
         * One whose rows are read otherwise than they are kept.
         *
         * @param shown what is read of a row
         */
        Table(UnaryOperator<V> shown) {
            this.shown = shown;
            tables.add(this);
        }

        Optional<V> find(K key) {
            return Optional.ofNullable(rows().get(key)).map(shown);
        }

        List<V> values() {
            return rows().values().stream().map(shown).toList();
        }

        Map<K, V> rows() {
            return locked(() -> rows);
        }

        void put(K key, V value) {
            locked(() -> {
                Map<K, V> changed = new LinkedHashMap<>(rows);
                changed.put(key, value);
                rows = changed;
                return true;
            });
        }

        void remove(K key) {
            removeIf(key::equals);
        }

        void removeIf(Predicate<K> condition) {
            locked(() -> {
                Map<K, V> changed = new LinkedHashMap<>(rows);
                changed.keySet().removeIf(condition);
                rows = changed;
                return true;
            });
        }

        private Runnable undo() {
            Map<K, V> before = rows;
            return () -> rows = before;
        }
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return locked(() -> {
            if (inTransaction) {
                throw new IllegalStateException("transactions do not nest");
            }
            List<Runnable> undo = tables.stream().<Runnable>map(Table::undo).toList();
            boolean kept = false;
            inTransaction = true;
            try {
                T result = work.get();
                kept = true;
                return result;
            } finally {
                inTransaction = false;
                if (!kept) {
                    undo.forEach(Runnable::run);
                }
            }
        });
    }

    RolesEdition edition() {
        return rolesEdition.find(true).orElseGet(() -> new RolesEdition(new UUID(0, 0)));
    }

    /** Makes it known that roles have changed. */
    void changeRoles() {
        locked(() -> {
            rolesEdition.put(
                    true, new RolesEdition(new UUID(0, edition().value().getLeastSignificantBits() + 1)));
            return true;
        });
    }

    /** Makes it known that tokens are void. */
    void revoke(Revocation revocation) {
        locked(() -> {
            revocations.put(revocations.values().size(), revocation);
            return true;
        });
    }

    /** Forgets the wrong second factors that were given for an account. */
    void forgiveSecondFactors(UserId user) {
        locked(() -> {
            secondFactors
                    .find(user)
                    .ifPresent(found -> secondFactors.put(user, new Factors(found.enrolled(), found.pending(), 0)));
            return true;
        });
    }

    /** Ends the waiting of all sign-ins of that user. */
    void forgetChallenges(UserId user) {
        locked(() -> {
            challenges.values().stream()
                    .map(Challenge::waiting)
                    .filter(waiting -> waiting.user().equals(user))
                    .forEach(waiting -> challenges.remove(waiting.challenge()));
            return true;
        });
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
