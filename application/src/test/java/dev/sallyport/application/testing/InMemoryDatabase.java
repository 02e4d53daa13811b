package dev.sallyport.application.testing;

import dev.sallyport.application.Transactor;
import dev.sallyport.application.account.Users.Credentials;
import dev.sallyport.application.mail.MailQueue;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEntry;
import dev.sallyport.domain.mail.MailId;
import dev.sallyport.domain.registration.PendingRegistration;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.session.Device;
import dev.sallyport.domain.session.Revocation;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * What the in-memory adapters keep: one immutable state, replaced whole. A transaction holds the lock from beginning to end, and one that
 * throws leaves the state as it was.
 */
public final class InMemoryDatabase implements Transactor {
    private final ReentrantLock lock = new ReentrantLock();
    private State state = new State(Map.of(), Map.of(), Map.of(), Map.of(), List.of(), List.of(), Map.of());
    private boolean inTransaction;

    record QueuedMail(MailQueue.Claimed mail, Instant due) {}

    /** Since when and until when a device was used. */
    record Use(Instant first, Instant last) {}

    /** What a device is known by. */
    record KnownDevice(UserId user, Device device, String provider) {}

    record State(
            Map<UserId, Credentials> users,
            Map<RegistrationId, PendingRegistration> registrations,
            Map<SessionId, Session> sessions,
            Map<KnownDevice, Use> devices,
            List<Revocation> revocations,
            List<AuditEntry> audit,
            Map<MailId, QueuedMail> mail) {
        State withUsers(Map<UserId, Credentials> changed) {
            return new State(changed, registrations, sessions, devices, revocations, audit, mail);
        }

        State withRegistrations(Map<RegistrationId, PendingRegistration> changed) {
            return new State(users, changed, sessions, devices, revocations, audit, mail);
        }

        State withSessions(Map<SessionId, Session> changed) {
            return new State(users, registrations, changed, devices, revocations, audit, mail);
        }

        State withDevices(Map<KnownDevice, Use> changed) {
            return new State(users, registrations, sessions, changed, revocations, audit, mail);
        }

        State withRevocation(Revocation added) {
            return new State(users, registrations, sessions, devices, plus(revocations, added), audit, mail);
        }

        State withAudit(AuditEntry added) {
            return new State(users, registrations, sessions, devices, revocations, plus(audit, added), mail);
        }

        State withMail(Map<MailId, QueuedMail> changed) {
            return new State(users, registrations, sessions, devices, revocations, audit, changed);
        }

        private static <T> List<T> plus(List<T> list, T added) {
            return Stream.concat(list.stream(), Stream.of(added)).toList();
        }
    }

    @Override
    public <T> T inTransaction(Supplier<T> work) {
        return locked(() -> {
            if (inTransaction) {
                throw new IllegalStateException("transactions do not nest");
            }
            State before = state;
            boolean kept = false;
            inTransaction = true;
            try {
                T result = work.get();
                kept = true;
                return result;
            } finally {
                inTransaction = false;
                if (!kept) {
                    state = before;
                }
            }
        });
    }

    State state() {
        return locked(() -> state);
    }

    void change(UnaryOperator<State> change) {
        locked(() -> state = change.apply(state));
    }

    <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
        Map<K, V> changed = new LinkedHashMap<>(map);
        changed.put(key, value);
        return changed;
    }

    static <K, V> Map<K, V> without(Map<K, V> map, K key) {
        Map<K, V> changed = new LinkedHashMap<>(map);
        changed.remove(key);
        return changed;
    }
}
