package dev.sallyport.application.testing;

import dev.sallyport.application.access.Roles;
import dev.sallyport.application.testing.InMemoryDatabase.StoredRole;
import dev.sallyport.domain.access.Permission;
import dev.sallyport.domain.access.Role;
import dev.sallyport.domain.access.RoleDescription;
import dev.sallyport.domain.access.RoleName;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@link Roles} in memory. */
public final class InMemoryRoles implements Roles {
    private final InMemoryDatabase database;
    private final InMemoryUsers users;

    public InMemoryRoles(InMemoryDatabase database, InMemoryUsers users) {
        this.database = database;
        this.users = users;
    }

    @Override
    public Definitions definitions() {
        return database.locked(() -> new Definitions(
                database.edition(),
                page(null, Integer.MAX_VALUE).stream()
                        .collect(Collectors.toUnmodifiableMap(Role::name, Role::permissions))));
    }

    @Override
    public List<Role> page(@Nullable RoleName after, int most) {
        return database.roles.rows().keySet().stream()
                .sorted(Comparator.comparing(RoleName::value))
                .filter(name -> after == null || name.value().compareTo(after.value()) > 0)
                .limit(most)
                .flatMap(name -> find(name).stream())
                .toList();
    }

    @Override
    public List<Permission> permissions(@Nullable Permission after, int most) {
        return database.permissionsOf(database.roles.rows().keySet()).stream()
                .sorted(Comparator.comparing(Permission::value))
                .filter(found -> after == null || found.value().compareTo(after.value()) > 0)
                .limit(most)
                .toList();
    }

    @Override
    public Optional<Role> find(RoleName name) {
        return database.roles
                .find(name)
                .map(kept ->
                        new Role(name, kept.description(), database.permissionsOf(Set.of(name)), kept.createdAt()));
    }

    @Override
    public int count() {
        return database.roles.rows().size();
    }

    @Override
    public int countPermissions(RoleName name) {
        return database.roles.find(name).map(kept -> kept.permissions().size()).orElse(0);
    }

    @Override
    public Optional<Role> hold(RoleName name) {
        return find(name);
    }

    @Override
    public List<Role> hold(Collection<RoleName> names) {
        return names.stream().distinct().flatMap(name -> hold(name).stream()).toList();
    }

    @Override
    public Optional<Role> add(RoleName name, RoleDescription description, Instant now) {
        return database.locked(() -> {
            if (database.roles.find(name).isPresent()) {
                return Optional.empty();
            }
            put(name, new StoredRole(description, Set.of(), now));
            return find(name);
        });
    }

    @Override
    public void describe(RoleName name, RoleDescription description) {
        database.roles
                .find(name)
                .ifPresent(kept -> put(name, new StoredRole(description, kept.permissions(), kept.createdAt())));
    }

    @Override
    public boolean allow(RoleName name, Permission permission) {
        return database.locked(() -> {
            StoredRole kept = database.roles.find(name).orElseThrow();
            Set<Permission> permissions = new HashSet<>(kept.permissions());
            boolean added = permissions.add(permission);
            put(name, new StoredRole(kept.description(), permissions, kept.createdAt()));
            return added;
        });
    }

    @Override
    public void allow(RoleName name, Set<Permission> permissions) {
        database.locked(() -> {
            permissions.forEach(permission -> allow(name, permission));
            return true;
        });
    }

    @Override
    public boolean revoke(RoleName name, Permission permission) {
        return database.locked(() -> {
            StoredRole kept = database.roles.find(name).orElseThrow();
            Set<Permission> permissions = new HashSet<>(kept.permissions());
            boolean removed = permissions.remove(permission);
            put(name, new StoredRole(kept.description(), permissions, kept.createdAt()));
            return removed;
        });
    }

    private void put(RoleName name, StoredRole role) {
        database.locked(() -> {
            database.roles.put(name, role);
            database.changeRoles();
            return true;
        });
    }

    @Override
    public boolean remove(RoleName name) {
        return database.locked(() -> {
            if (users.all().stream().anyMatch(user -> user.roles().contains(name))) {
                return false;
            }
            database.roles.remove(name);
            database.changeRoles();
            return true;
        });
    }

    @Override
    public void grant(UserId user, RoleName role) {
        change(user, role, true);
    }

    @Override
    public void take(UserId user, RoleName role) {
        change(user, role, false);
    }

    private void change(UserId user, RoleName role, boolean given) {
        database.locked(() -> {
            Set<RoleName> roles =
                    new HashSet<>(users.hold(user).map(User::roles).orElseThrow());
            if (given ? roles.add(role) : roles.remove(role)) {
                users.changeRoles(user, roles);
            }
            return true;
        });
    }
}
