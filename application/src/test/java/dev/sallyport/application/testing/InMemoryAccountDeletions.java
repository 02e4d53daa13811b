package dev.sallyport.application.testing;

import dev.sallyport.application.account.AccountDeletions;
import dev.sallyport.application.account.Users.Credentials;
import dev.sallyport.application.testing.InMemoryDatabase.Deletion;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/** {@link AccountDeletions} in memory. */
public final class InMemoryAccountDeletions implements AccountDeletions {
    private final InMemoryDatabase database;
    private final InMemoryUsers users;

    public InMemoryAccountDeletions(InMemoryDatabase database, InMemoryUsers users) {
        this.database = database;
        this.users = users;
    }

    @Override
    public void schedule(UserId user, SecretDigest keepLink, Instant due) {
        database.locked(() -> {
            if (standing(user).filter(User::isActive).isPresent()) {
                database.deletions.put(user, new Deletion(keepLink, due));
                users.setStatus(user, UserStatus.DELETING);
            }
            return true;
        });
    }

    @Override
    public Optional<User> keep(SecretDigest keepLink, Instant now) {
        return database.locked(
                () -> first(deletion -> deletion.keepLink().equals(keepLink) && now.isBefore(deletion.due()))
                        .map(user -> {
                            cancel(user.id());
                            return user.withStatus(UserStatus.ACTIVE);
                        }));
    }

    @Override
    public void cancel(UserId user) {
        database.locked(() -> {
            if (standing(user)
                    .filter(found -> found.status() == UserStatus.DELETING)
                    .isPresent()) {
                users.setStatus(user, UserStatus.ACTIVE);
            }
            database.deletions.remove(user);
            return true;
        });
    }

    @Override
    public Optional<User> nextDue(Instant now) {
        return first(deletion -> !now.isBefore(deletion.due()));
    }

    private Optional<User> first(Predicate<Deletion> condition) {
        return database.deletions.rows().entrySet().stream()
                .filter(entry -> condition.test(entry.getValue()))
                .map(Map.Entry::getKey)
                .flatMap(id -> standing(id).stream())
                .filter(user -> user.status() == UserStatus.DELETING)
                .findFirst();
    }

    private Optional<User> standing(UserId user) {
        return database.users.find(user).map(Credentials::user);
    }
}
