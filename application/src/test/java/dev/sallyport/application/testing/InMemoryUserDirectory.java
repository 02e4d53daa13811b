package dev.sallyport.application.testing;

import dev.sallyport.application.account.Users.Credentials;
import dev.sallyport.application.admin.UserDirectory;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.SearchText;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link UserDirectory} in memory. */
public final class InMemoryUserDirectory implements UserDirectory {
    private static final Comparator<User> NEWEST_FIRST =
            Comparator.comparing((User user) -> user.id().toString()).reversed();

    private final InMemoryDatabase database;

    public InMemoryUserDirectory(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public List<User> page(Filter filter, @Nullable UserId before, int most) {
        return database.users.values().stream()
                .map(Credentials::user)
                .filter(user -> fits(user, filter))
                .filter(user -> before == null || user.id().toString().compareTo(before.toString()) < 0)
                .sorted(NEWEST_FIRST)
                .limit(most)
                .toList();
    }

    private static boolean fits(User user, Filter filter) {
        return (filter.text() == null || has(user, filter.text()))
                && (filter.standing() == null || user.isActive() == (filter.standing() == Standing.ACTIVE))
                && (filter.role() == null || user.roles().contains(filter.role()));
    }

    private static boolean has(User user, SearchText text) {
        String wanted = text.value().toLowerCase(Locale.ROOT);
        return Stream.of(
                        Optional.of(user.email().value()),
                        Optional.ofNullable(user.displayName()).map(DisplayName::value))
                .flatMap(Optional::stream)
                .map(value -> value.toLowerCase(Locale.ROOT))
                .anyMatch(value -> text.isFoundAnywhere() ? value.contains(wanted) : value.startsWith(wanted));
    }

    @Override
    public Optional<User> find(UserId id) {
        return database.users.find(id).map(Credentials::user);
    }
}
