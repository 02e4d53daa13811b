package dev.sallyport.application.testing;

import dev.sallyport.application.account.Users.Credentials;
import dev.sallyport.application.account.Users.Owner;
import dev.sallyport.application.registration.PendingRegistrations;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.audit.AuditEvent.VerificationRefused.Reason;
import dev.sallyport.domain.registration.MailedProof;
import dev.sallyport.domain.registration.PendingRegistration;
import dev.sallyport.domain.registration.RegistrationId;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** {@link PendingRegistrations} in memory. A spent registration is removed at once. */
public final class InMemoryPendingRegistrations implements PendingRegistrations {
    private final InMemoryDatabase database;

    public InMemoryPendingRegistrations(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Owner> add(PendingRegistration registration) {
        save(registration);
        return owner(registration.email());
    }

    @Override
    public Optional<Filed> find(RegistrationId id, Instant now) {
        return database.registrations
                .find(id)
                .filter(found -> now.isBefore(found.purgeAfter()))
                .map(found -> new Filed(found, owner(found.email())));
    }

    @Override
    public void renew(RegistrationId id, MailedProof proof) {
        database.locked(() -> {
            database.registrations.find(id).ifPresent(found -> save(with(found, proof, found.failures())));
            return true;
        });
    }

    @Override
    public Attempt tryCode(RegistrationId id, SecretDigest code, Instant now, int maxFailures) {
        return database.locked(() -> {
            Optional<PendingRegistration> filed = database.registrations.find(id);
            if (filed.isEmpty()) {
                return new Attempt.Refused(Reason.UNKNOWN);
            }
            PendingRegistration found = filed.get();
            if (!now.isBefore(found.proof().expiresAt())) {
                return new Attempt.Refused(Reason.EXPIRED);
            }
            if (found.failures() >= maxFailures) {
                return new Attempt.Refused(Reason.TOO_MANY_FAILURES);
            }
            if (!found.proof().code().equals(code)) {
                save(with(found, found.proof(), found.failures() + 1));
                return new Attempt.Refused(Reason.WRONG_CODE);
            }
            remove(id);
            return new Attempt.Proven(found);
        });
    }

    @Override
    public Attempt tryLink(SecretDigest link, Instant now, int maxFailures) {
        return database.locked(() -> {
            Optional<PendingRegistration> known = database.registrations.values().stream()
                    .filter(found -> found.proof().link().equals(link))
                    .findFirst();
            if (known.isEmpty()) {
                return new Attempt.Refused(Reason.UNKNOWN);
            }
            PendingRegistration found = known.get();
            if (!now.isBefore(found.proof().expiresAt())) {
                return new Attempt.Refused(Reason.EXPIRED);
            }
            if (found.failures() >= maxFailures) {
                return new Attempt.Refused(Reason.TOO_MANY_FAILURES);
            }
            PendingRegistration charged = with(found, found.proof(), found.failures() + 1);
            save(charged);
            return new Attempt.Proven(charged);
        });
    }

    @Override
    public boolean spend(RegistrationId id, SecretDigest link, Instant now) {
        return database.locked(() -> {
            boolean proven = database.registrations
                    .find(id)
                    .filter(found -> found.proof().link().equals(link))
                    .filter(found -> now.isBefore(found.proof().expiresAt()))
                    .isPresent();
            if (proven) {
                remove(id);
            }
            return proven;
        });
    }

    @Override
    public void remove(RegistrationId id) {
        database.registrations.remove(id);
    }

    @Override
    public void forget(EmailAddress email) {
        all().stream().filter(found -> found.email().equals(email)).forEach(found -> remove(found.id()));
    }

    @Override
    public int purge(Instant now, int most) {
        return database.locked(() -> {
            List<RegistrationId> due = database.registrations.values().stream()
                    .filter(found -> !now.isBefore(found.purgeAfter()))
                    .limit(most)
                    .map(PendingRegistration::id)
                    .toList();
            due.forEach(this::remove);
            return due.size();
        });
    }

    public List<PendingRegistration> all() {
        return database.registrations.values();
    }

    private Optional<Owner> owner(EmailAddress email) {
        return database.users.values().stream()
                .map(Credentials::user)
                .filter(user -> user.email().equals(email))
                .map(user -> new Owner(user.id(), user.locale()))
                .findFirst();
    }

    private void save(PendingRegistration registration) {
        database.registrations.put(registration.id(), registration);
    }

    private static PendingRegistration with(PendingRegistration found, MailedProof proof, int failures) {
        return new PendingRegistration(
                found.id(),
                found.email(),
                found.passwordHash(),
                found.displayName(),
                found.locale(),
                proof,
                failures,
                found.createdAt(),
                found.purgeAfter());
    }
}
