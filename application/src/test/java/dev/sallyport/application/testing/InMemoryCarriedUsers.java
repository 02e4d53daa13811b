package dev.sallyport.application.testing;

import dev.sallyport.application.account.Users.Credentials;
import dev.sallyport.application.admin.CarriedUser;
import dev.sallyport.application.admin.CarriedUsers;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.audit.AuditEntry;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link CarriedUsers} in memory. */
public final class InMemoryCarriedUsers implements CarriedUsers {
    private final InMemoryDatabase database;

    public InMemoryCarriedUsers(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public List<CarriedUser> find(Set<EmailAddress> emails, Set<UserId> ids) {
        return all().filter(user -> emails.contains(user.email()) || ids.contains(user.id()))
                .toList();
    }

    @Override
    public Set<UserId> deleted(Set<UserId> ids) {
        return database.audit.values().stream()
                .map(AuditEntry::event)
                .filter(event -> event.type().equals("account.deleted"))
                .flatMap(event -> event.user().stream())
                .filter(ids::contains)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public Set<UserId> add(List<CarriedUser> users) {
        return database.locked(() -> users.stream()
                .filter(user -> find(Set.of(user.email()), Set.of(user.id())).isEmpty())
                .map(user -> {
                    database.users.put(user.id(), kept(user));
                    return user.id();
                })
                .collect(Collectors.toUnmodifiableSet()));
    }

    private static Credentials kept(CarriedUser user) {
        return new Credentials(
                new User(
                        user.id(),
                        user.email(),
                        user.displayName(),
                        user.locale(),
                        user.status(),
                        user.roles(),
                        Set.of(),
                        user.twoFactorEnabled(),
                        user.createdAt(),
                        user.lastSignInAt()),
                user.passwordHash(),
                new ConsecutiveFailures(0));
    }

    @Override
    public List<CarriedUser> page(@Nullable UserId after, int most) {
        Comparator<UserId> byId = Comparator.comparing(UserId::toString);
        return all().filter(user -> user.status() != UserStatus.DELETING)
                .filter(user -> after == null || byId.compare(user.id(), after) > 0)
                .sorted(Comparator.comparing(CarriedUser::id, byId))
                .limit(most)
                .toList();
    }

    private Stream<CarriedUser> all() {
        return database.users.values().stream().map(kept -> {
            User user = kept.user();
            return new CarriedUser(
                    user.id(),
                    user.email(),
                    user.displayName(),
                    user.locale(),
                    user.status(),
                    user.roles(),
                    kept.passwordHash(),
                    user.twoFactorEnabled(),
                    user.createdAt(),
                    user.lastSignInAt());
        });
    }
}
