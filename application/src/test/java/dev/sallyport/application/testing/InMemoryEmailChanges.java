package dev.sallyport.application.testing;

import dev.sallyport.application.account.EmailChanges;
import dev.sallyport.application.account.Users.Credentials;
import dev.sallyport.application.account.Users.Owner;
import dev.sallyport.application.testing.InMemoryDatabase.Wish;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.EmailChange;
import dev.sallyport.domain.account.EmailChangeUndo;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.AuditEvent.EmailChangeRefused.Reason;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** {@link EmailChanges} in memory. */
public final class InMemoryEmailChanges implements EmailChanges {
    private final InMemoryDatabase database;

    public InMemoryEmailChanges(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Owner> request(EmailChange wish, Instant now) {
        return database.locked(() -> {
            int failures = waiting(wish.user(), now).map(Wish::failures).orElse(0);
            database.emailChanges.put(wish.user(), new Wish(wish, failures));
            return owner(wish.wanted()).map(owner -> new Owner(owner.id(), owner.locale()));
        });
    }

    @Override
    public Optional<EmailAddress> requested(UserId user, Instant now) {
        return waiting(user, now).map(wish -> wish.change().wanted());
    }

    private Optional<Wish> waiting(UserId user, Instant now) {
        return database.emailChanges
                .find(user)
                .filter(wish -> now.isBefore(wish.change().expiresAt()));
    }

    private Optional<User> owner(EmailAddress email) {
        return database.users.values().stream()
                .map(Credentials::user)
                .filter(user -> user.email().equals(email))
                .findFirst();
    }

    @Override
    public Attempt tryCode(UserId user, SecretDigest code, Instant now, int maxFailures) {
        return database.locked(() -> {
            Optional<Wish> found = database.emailChanges.find(user);
            if (found.isEmpty()) {
                return new Attempt.Refused(Reason.NOT_REQUESTED);
            }
            Wish wish = found.get();
            if (!now.isBefore(wish.change().expiresAt())) {
                return new Attempt.Refused(Reason.EXPIRED);
            }
            if (wish.failures() >= maxFailures) {
                return new Attempt.Refused(Reason.TOO_MANY_FAILURES);
            }
            if (!wish.change().code().equals(code)) {
                database.emailChanges.put(user, new Wish(wish.change(), wish.failures() + 1));
                return new Attempt.Refused(Reason.WRONG_CODE);
            }
            database.emailChanges.remove(user);
            return new Attempt.Proven(wish.change().wanted());
        });
    }

    @Override
    public void cancel(UserId user) {
        database.emailChanges.remove(user);
    }

    @Override
    public void grantUndo(EmailChangeUndo undo) {
        Instant youngest = database.undos.values().stream()
                .filter(other -> other.user().equals(undo.user()))
                .map(EmailChangeUndo::grantedAt)
                .max(Comparator.naturalOrder())
                .orElse(Instant.MIN);
        Instant grantedAt = undo.grantedAt().isAfter(youngest) ? undo.grantedAt() : youngest.plusNanos(1000);
        database.undos.put(
                undo.link(),
                new EmailChangeUndo(undo.user(), undo.restores(), undo.link(), grantedAt, undo.expiresAt()));
    }

    @Override
    public List<EmailAddress> restorable(UserId user, Instant now) {
        return database.undos.values().stream()
                .filter(undo -> undo.user().equals(user) && now.isBefore(undo.expiresAt()))
                .map(EmailChangeUndo::restores)
                .distinct()
                .toList();
    }

    @Override
    public Undoing spendUndo(SecretDigest link, Instant now) {
        return database.locked(() -> {
            Optional<EmailChangeUndo> found = database.undos.find(link).filter(undo -> now.isBefore(undo.expiresAt()));
            if (found.isEmpty()) {
                return new Undoing.Unknown();
            }
            EmailChangeUndo undo = found.get();
            if (owner(undo.restores())
                    .filter(owner -> !owner.id().equals(undo.user()))
                    .isPresent()) {
                return new Undoing.AddressTaken();
            }
            database.undos.values().stream()
                    .filter(other -> other.user().equals(undo.user()))
                    .filter(other -> !other.grantedAt().isBefore(undo.grantedAt())
                            || other.restores().equals(undo.restores()))
                    .forEach(other -> database.undos.remove(other.link()));
            User user = database.users.find(undo.user()).orElseThrow().user();
            return new Undoing.Spent(user, undo.restores());
        });
    }

    @Override
    public int purge(Instant now, int most) {
        return database.locked(() -> {
            List<UserId> wishes = database.emailChanges.values().stream()
                    .map(Wish::change)
                    .filter(wish -> !now.isBefore(wish.expiresAt()))
                    .map(EmailChange::user)
                    .limit(most)
                    .toList();
            List<SecretDigest> undos = database.undos.values().stream()
                    .filter(undo -> !now.isBefore(undo.expiresAt()))
                    .map(EmailChangeUndo::link)
                    .limit(most)
                    .toList();
            wishes.forEach(database.emailChanges::remove);
            undos.forEach(database.undos::remove);
            return Math.max(wishes.size(), undos.size());
        });
    }
}
