package dev.sallyport.application.testing;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.Users.Credentials;
import dev.sallyport.application.secondfactor.SignInChallenges;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.EmailChange;
import dev.sallyport.domain.account.EmailChangeUndo;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
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
import java.util.UUID;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * What the in-memory adapters keep: tables whose content is immutable and replaced whole. A transaction holds the lock from beginning to
 * end, and one that throws leaves every table as it was.
 */
public final class InMemoryDatabase implements Transactor {
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Table<?, ?>> tables = new ArrayList<>();
    private boolean inTransaction;

    final Table<UserId, Credentials> users = new Table<>();
    final Table<RegistrationId, PendingRegistration> registrations = new Table<>();
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
    final Table<MailId, QueuedMail> mail = new Table<>();

    /** Since when and until when a device was used. */
    record Use(Instant first, Instant last) {}

    /** What a device is known by. */
    record KnownDevice(UserId user, Device device, String provider) {}

    /** What a client is known by. */
    record KnownClient(UserId user, SecretDigest client) {}

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
        private Map<K, V> rows = Map.of();

        Table() {
            tables.add(this);
        }

        Optional<V> find(K key) {
            return Optional.ofNullable(rows().get(key));
        }

        List<V> values() {
            return List.copyOf(rows().values());
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

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
