package dev.sallyport.application.testing;

import dev.sallyport.application.account.Users.Credentials;
import dev.sallyport.application.recovery.PasswordResets;
import dev.sallyport.application.testing.InMemoryDatabase.Reset;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@link PasswordResets} in memory. */
public final class InMemoryPasswordResets implements PasswordResets {
    private final InMemoryDatabase database;

    public InMemoryPasswordResets(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void grant(UserId user, EmailAddress email, SecretDigest link, Instant expiresAt) {
        database.resets.put(user, new Reset(email, link, expiresAt));
    }

    @Override
    public Optional<User> find(SecretDigest link, Instant now) {
        return database.resets.rows().entrySet().stream()
                .filter(entry -> entry.getValue().link().equals(link))
                .filter(entry -> now.isBefore(entry.getValue().expiresAt()))
                .flatMap(entry -> database.users.find(entry.getKey()).map(Credentials::user).stream()
                        .filter(User::isActive)
                        .filter(user -> user.email().equals(entry.getValue().email())))
                .findFirst();
    }

    @Override
    public Optional<User> spend(SecretDigest link, Instant now) {
        return database.locked(() -> {
            Optional<User> user = find(link, now);
            user.ifPresent(found -> withdraw(found.id()));
            return user;
        });
    }

    @Override
    public void withdraw(UserId user) {
        database.resets.remove(user);
    }

    @Override
    public int purge(Instant now, int most) {
        return database.locked(() -> {
            List<UserId> expired = database.resets.rows().entrySet().stream()
                    .filter(entry -> !now.isBefore(entry.getValue().expiresAt()))
                    .map(Map.Entry::getKey)
                    .limit(most)
                    .toList();
            expired.forEach(this::withdraw);
            return expired.size();
        });
    }
}
