package dev.sallyport.application.testing;

import dev.sallyport.application.account.Users;
import dev.sallyport.domain.access.BuiltInRoles;
import dev.sallyport.domain.access.Rights;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.PasswordHash;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.account.UserStatus;
import dev.sallyport.domain.session.Revocation;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link Users} in memory. */
public final class InMemoryUsers implements Users {
    private static final ConsecutiveFailures NONE = new ConsecutiveFailures(0);

    private final InMemoryDatabase database;
    private final InstantSource clock;

    public InMemoryUsers(InMemoryDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Saving add(User user, PasswordHash passwordHash) {
        return database.locked(() -> {
            if (credentials(user.email()).isPresent()) {
                return Saving.EMAIL_TAKEN;
            }
            database.users.put(user.id(), new Credentials(user, passwordHash, NONE));
            return Saving.SAVED;
        });
    }

    @Override
    public Optional<Credentials> credentials(EmailAddress email) {
        return database.users.values().stream()
                .filter(found -> found.user().email().equals(email))
                .findFirst();
    }

    @Override
    public Optional<User> hold(EmailAddress email) {
        return credentials(email).map(Credentials::user);
    }

    @Override
    public Optional<User> hold(UserId user) {
        return database.users.find(user).map(Credentials::user);
    }

    @Override
    public List<User> holdBoth(UserId one, UserId other) {
        return Stream.of(one, other).distinct().flatMap(id -> hold(id).stream()).toList();
    }

    @Override
    public Optional<Credentials> credentialsIn(SessionId session) {
        return database.sessions
                .find(session)
                .filter(found -> !found.isOver(clock.instant()))
                .flatMap(open -> database.users
                        .find(open.userId())
                        .filter(found -> found.user().isActive() && open.satisfies(found.user())));
    }

    @Override
    public ConsecutiveFailures guessed(EmailAddress email, boolean wrong) {
        return database.locked(() -> credentials(email)
                .map(found -> {
                    var failures = new ConsecutiveFailures(found.failures().count() + (wrong ? 1 : 0));
                    database.users.put(
                            found.user().id(), new Credentials(found.user(), found.passwordHash(), failures));
                    return failures;
                })
                .orElse(NONE));
    }

    @Override
    public boolean proven(UserId user, PasswordHash password, SessionId session) {
        return database.locked(() -> {
            Optional<Credentials> proven = credentialsIn(session)
                    .filter(found -> found.user().id().equals(user))
                    .filter(found -> isProvenBy(password, found));
            proven.ifPresent(
                    found -> database.users.put(user, new Credentials(found.user(), found.passwordHash(), NONE)));
            return proven.isPresent();
        });
    }

    /** Whether a password that was proven is worth something still. */
    static boolean isProvenBy(PasswordHash password, Credentials credentials) {
        return credentials.passwordHash().matches(password)
                && !credentials.failures().disable();
    }

    @Override
    public boolean renewHash(UserId user, PasswordHash outdated, PasswordHash renewed) {
        return database.locked(() -> {
            Optional<Credentials> found = database.users
                    .find(user)
                    .filter(known -> known.passwordHash().matches(outdated));
            found.ifPresent(
                    known -> database.users.put(user, new Credentials(known.user(), renewed, known.failures())));
            return found.isPresent();
        });
    }

    @Override
    public void setPassword(UserId user, PasswordHash chosen) {
        database.locked(() -> {
            change(user, found -> new Credentials(found.user(), chosen, NONE));
            database.forgiveSecondFactors(user);
            return true;
        });
    }

    @Override
    public void disablePassword(UserId user) {
        change(
                user,
                found -> new Credentials(
                        found.user(), found.passwordHash(), new ConsecutiveFailures(ConsecutiveFailures.MOST)));
    }

    @Override
    public Saving changeEmail(UserId user, EmailAddress email) {
        return database.locked(() -> {
            if (credentials(email)
                    .filter(found -> !found.user().id().equals(user))
                    .isPresent()) {
                return Saving.EMAIL_TAKEN;
            }
            changeUser(user, found -> found.withEmail(email));
            return Saving.SAVED;
        });
    }

    @Override
    public void changeProfile(UserId user, @Nullable DisplayName displayName, LanguageTag locale) {
        changeUser(user, found -> found.withProfile(displayName, locale));
    }

    @Override
    public boolean isLastAdministrator(UserId user) {
        List<UserId> administrators = all().stream()
                .filter(User::isActive)
                .filter(found -> found.roles().contains(BuiltInRoles.ADMIN))
                .map(User::id)
                .toList();
        return administrators.equals(List.of(user));
    }

    @Override
    public void remove(UserId user) {
        database.locked(() -> {
            database.sessions.values().stream()
                    .filter(session -> session.userId().equals(user))
                    .map(Session::id)
                    .forEach(session -> {
                        database.sessions.remove(session);
                        database.revoke(new Revocation.SessionEnded(session));
                    });
            database.users.remove(user);
            database.emailChanges.remove(user);
            database.deletions.remove(user);
            database.resets.remove(user);
            database.undos.values().stream()
                    .filter(undo -> undo.user().equals(user))
                    .forEach(undo -> database.undos.remove(undo.link()));
            database.devices.removeIf(device -> device.user().equals(user));
            database.knownClients.removeIf(client -> client.user().equals(user));
            database.secondFactors.remove(user);
            database.forgetChallenges(user);
            return true;
        });
    }

    @Override
    public void suspend(UserId user) {
        setStatus(user, UserStatus.SUSPENDED);
    }

    @Override
    public void reinstate(UserId user) {
        hold(user)
                .filter(found -> found.status() == UserStatus.SUSPENDED)
                .ifPresent(found -> setStatus(
                        user, database.deletions.find(user).isPresent() ? UserStatus.DELETING : UserStatus.ACTIVE));
    }

    void setStatus(UserId user, UserStatus status) {
        changeUser(user, found -> found.withStatus(status));
        database.users
                .find(user)
                .map(Credentials::user)
                .ifPresent(found -> database.revoke(
                        found.isActive()
                                ? new Revocation.RolesChanged(user, found.roles())
                                : new Revocation.UserShutOut(user)));
    }

    /** Says that the user has a second factor, or none. */
    public void setSecondFactor(UserId user, boolean enabled) {
        changeUser(user, found -> found.withSecondFactor(enabled));
    }

    /** Gives the user these roles and no others, as an administrator would. */
    public void changeRoles(UserId user, Set<RoleName> roles) {
        changeUser(user, found -> found.withRights(new Rights(roles, Set.of())));
        database.revoke(new Revocation.RolesChanged(user, roles));
    }

    public List<User> all() {
        return database.users.values().stream().map(Credentials::user).toList();
    }

    private void changeUser(UserId id, UnaryOperator<User> change) {
        change(id, found -> new Credentials(change.apply(found.user()), found.passwordHash(), found.failures()));
    }

    private void change(UserId id, UnaryOperator<Credentials> change) {
        database.locked(() -> {
            database.users.find(id).ifPresent(found -> database.users.put(id, change.apply(found)));
            return true;
        });
    }
}
