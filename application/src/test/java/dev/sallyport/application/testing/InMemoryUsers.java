package dev.sallyport.application.testing;

import dev.sallyport.application.account.Users;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.session.Revocation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** {@link Users} in memory. */
public final class InMemoryUsers implements Users {
    private final InMemoryDatabase database;

    public InMemoryUsers(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Added add(User user, PasswordHash passwordHash) {
        return database.locked(() -> {
            if (credentials(user.email()).isPresent()) {
                return Added.EMAIL_TAKEN;
            }
            database.change(state -> state.withUsers(
                    InMemoryDatabase.with(state.users(), user.id(), new Credentials(user, passwordHash))));
            return Added.SAVED;
        });
    }

    @Override
    public Optional<Credentials> credentials(EmailAddress email) {
        return database.state().users().values().stream()
                .filter(found -> found.user().email().equals(email))
                .findFirst();
    }

    @Override
    public void changeProfile(UserId user, @Nullable DisplayName displayName, LanguageTag locale) {
        change(user, found -> found.withProfile(displayName, locale));
    }

    /** Suspends the user, as an administrator would. */
    public void suspend(UserId user) {
        change(user, found -> with(found, UserStatus.SUSPENDED, found.roles()));
        database.change(state -> state.withRevocation(new Revocation.UserShutOut(user)));
    }

    /** Gives the user these roles and no others, as an administrator would. */
    public void changeRoles(UserId user, Set<RoleName> roles) {
        change(user, found -> with(found, found.status(), roles));
        database.change(state -> state.withRevocation(new Revocation.RolesChanged(user, roles)));
    }

    private static User with(User user, UserStatus status, Set<RoleName> roles) {
        return new User(
                user.id(),
                user.email(),
                user.displayName(),
                user.locale(),
                status,
                roles,
                user.twoFactorEnabled(),
                user.createdAt(),
                user.lastSignInAt());
    }

    public List<User> all() {
        return database.state().users().values().stream().map(Credentials::user).toList();
    }

    private void change(UserId id, UnaryOperator<User> change) {
        database.change(state -> {
            Credentials found = state.users().get(id);
            return found == null
                    ? state
                    : state.withUsers(InMemoryDatabase.with(
                            state.users(), id, new Credentials(change.apply(found.user()), found.passwordHash())));
        });
    }
}
