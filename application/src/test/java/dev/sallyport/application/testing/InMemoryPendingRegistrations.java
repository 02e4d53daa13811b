package dev.sallyport.application.testing;

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
        return Optional.ofNullable(database.state().registrations().get(id))
                .filter(found -> now.isBefore(found.purgeAfter()))
                .map(found -> new Filed(found, owner(found.email())));
    }

    @Override
    public void renew(RegistrationId id, MailedProof proof) {
        database.locked(() -> {
            PendingRegistration found = database.state().registrations().get(id);
            if (found != null) {
                save(with(found, proof, found.failures()));
            }
            return null;
        });
    }

    @Override
    public Attempt tryCode(RegistrationId id, SecretDigest code, Instant now, int maxFailures) {
        return database.locked(() -> {
            PendingRegistration found = database.state().registrations().get(id);
            if (found == null) {
                return new Attempt.Refused(Reason.UNKNOWN);
            }
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
            Optional<PendingRegistration> known = database.state().registrations().values().stream()
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
            PendingRegistration found = database.state().registrations().get(id);
            boolean proven = found != null
                    && found.proof().link().equals(link)
                    && now.isBefore(found.proof().expiresAt());
            if (proven) {
                remove(id);
            }
            return proven;
        });
    }

    @Override
    public void remove(RegistrationId id) {
        database.change(state -> state.withRegistrations(InMemoryDatabase.without(state.registrations(), id)));
    }

    @Override
    public int purge(Instant now, int most) {
        return database.locked(() -> {
            List<RegistrationId> due = database.state().registrations().values().stream()
                    .filter(found -> !now.isBefore(found.purgeAfter()))
                    .limit(most)
                    .map(PendingRegistration::id)
                    .toList();
            due.forEach(this::remove);
            return due.size();
        });
    }

    public List<PendingRegistration> all() {
        return List.copyOf(database.state().registrations().values());
    }

    private Optional<Owner> owner(EmailAddress email) {
        return new InMemoryUsers(database)
                .credentials(email)
                .map(found -> new Owner(found.user().id(), found.user().locale()));
    }

    private void save(PendingRegistration registration) {
        database.change(state ->
                state.withRegistrations(InMemoryDatabase.with(state.registrations(), registration.id(), registration)));
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
