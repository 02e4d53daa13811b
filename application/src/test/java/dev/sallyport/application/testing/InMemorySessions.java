package dev.sallyport.application.testing;

import dev.sallyport.application.account.Users.Credentials;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.application.testing.InMemoryDatabase.KnownDevice;
import dev.sallyport.application.testing.InMemoryDatabase.Use;
import dev.sallyport.domain.account.ConsecutiveFailures;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.Device;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.Revocation;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import dev.sallyport.domain.session.UsedDevice;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link Sessions} in memory. */
public final class InMemorySessions implements Sessions {
    private final InMemoryDatabase database;
    private final InstantSource clock;

    public InMemorySessions(InMemoryDatabase database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
    }

    @Override
    public Optional<Opened> open(NewSession wanted, SessionPolicy policy) {
        return database.locked(() -> database.users
                .find(wanted.userId())
                .filter(credentials -> credentials.user().isActive())
                .filter(credentials -> InMemoryUsers.isProvenBy(wanted.password(), credentials))
                .filter(credentials ->
                        Session.begin(wanted, clock.instant(), policy).satisfies(credentials.user()))
                .map(credentials -> opened(wanted, credentials, policy)));
    }

    private Opened opened(NewSession wanted, Credentials credentials, SessionPolicy policy) {
        Instant now = clock.instant();
        User user = credentials.user().signedInAt(now);
        Session session = Session.begin(wanted, now, policy);
        database.users.put(user.id(), new Credentials(user, credentials.passwordHash(), new ConsecutiveFailures(0)));
        if (wanted.methods().contains(AuthenticationMethod.MULTIPLE_FACTORS)) {
            database.forgiveSecondFactors(user.id());
        }
        int newDevices = remember(wanted);
        List<SessionId> displaced = liveOf(wanted.userId())
                .sorted(Comparator.comparing(Session::rotatedAt).reversed())
                .skip(policy.maxPerUser() - 1L)
                .map(Session::id)
                .toList();
        displaced.forEach(this::end);
        save(session);
        return new Opened(new ActiveSession(session, user, now), newDevices, displaced);
    }

    /** How many new ones there were within the hour, if it is a new one itself, and not the user's first. */
    private int remember(NewSession wanted) {
        Instant now = clock.instant();
        KnownDevice device = new KnownDevice(
                wanted.userId(),
                Device.of(wanted.client()),
                wanted.client().address().provider());
        Map<KnownDevice, Use> before = devicesUsedBy(wanted.userId());
        Use known = before.get(device);
        database.devices.put(device, new Use(known == null ? now : known.first(), now));
        devicesUsedBy(wanted.userId()).entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<KnownDevice, Use> entry) ->
                                entry.getValue().last())
                        .reversed())
                .skip(SessionPolicy.MOST_DEVICES)
                .map(Map.Entry::getKey)
                .forEach(database.devices::remove);
        Instant anHourAgo = now.minus(Duration.ofHours(1));
        long others = before.values().stream()
                .filter(use -> use.first().isAfter(anHourAgo))
                .count();
        return before.isEmpty() || known != null ? 0 : 1 + (int) others;
    }

    private Map<KnownDevice, Use> devicesUsedBy(UserId user) {
        return database.devices.rows().entrySet().stream()
                .filter(entry -> entry.getKey().user().equals(user))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Optional<ActiveSession> active(SessionId id) {
        return lock(id).filter(found -> !found.session().isOver(clock.instant())
                && found.user().isActive()
                && found.session().satisfies(found.user()));
    }

    @Override
    public Optional<ActiveSession> authenticated(SessionId id, Set<AuthenticationMethod> methods) {
        return database.locked(() -> active(id).map(found -> {
            Instant now = clock.instant();
            Session proven = found.session().authenticated(methods, now);
            save(proven);
            return new ActiveSession(proven, found.user(), now);
        }));
    }

    @Override
    public boolean strengthen(SessionId id, Set<AuthenticationMethod> methods) {
        return database.locked(() -> {
            Optional<ActiveSession> found = lock(id).filter(held ->
                    !held.session().isOver(clock.instant()) && held.user().isActive());
            found.map(ActiveSession::session).ifPresent(session -> {
                Set<AuthenticationMethod> all = new HashSet<>(session.methods());
                all.addAll(methods);
                save(session.authenticated(all, session.authenticatedAt()));
            });
            return found.isPresent();
        });
    }

    @Override
    public Optional<ActiveSession> rotate(SessionId id, long presentedGeneration, Client by, SessionPolicy policy) {
        return database.locked(() -> active(id)
                .filter(found -> found.session().generation() == presentedGeneration)
                .map(found -> {
                    Instant now = clock.instant();
                    Session rotated = found.session().rotated(now, by, policy);
                    save(rotated);
                    return new ActiveSession(rotated, found.user(), now);
                }));
    }

    @Override
    public Optional<ActiveSession> lock(SessionId id) {
        return database.locked(() -> database.sessions
                .find(id)
                .flatMap(session -> database.users
                        .find(session.userId())
                        .map(credentials -> new ActiveSession(session, credentials.user(), clock.instant()))));
    }

    @Override
    public Optional<UserId> end(SessionId id) {
        return database.locked(() -> {
            Optional<Session> found = database.sessions.find(id).filter(session -> !session.isOver(clock.instant()));
            found.ifPresent(session -> {
                save(session.endedAt(clock.instant()));
                database.revoke(new Revocation.SessionEnded(id));
            });
            return found.map(Session::userId);
        });
    }

    @Override
    public boolean end(SessionId id, UserId owner) {
        return database.locked(
                () -> liveOf(owner).anyMatch(session -> session.id().equals(id)) && end(id).isPresent());
    }

    @Override
    public List<SessionId> endOthers(UserId owner, SessionId kept) {
        return endThose(owner, id -> !id.equals(kept));
    }

    @Override
    public List<SessionId> endAll(UserId owner) {
        return endThose(owner, id -> true);
    }

    private List<SessionId> endThose(UserId owner, Predicate<SessionId> condition) {
        return database.locked(() -> {
            List<SessionId> those =
                    liveOf(owner).map(Session::id).filter(condition).toList();
            those.forEach(this::end);
            return those;
        });
    }

    @Override
    public List<UsedDevice> devicesOf(UserId owner) {
        return devicesUsedBy(owner).entrySet().stream()
                .map(entry -> new UsedDevice(
                        entry.getKey().device().name(),
                        entry.getKey().provider(),
                        entry.getValue().first(),
                        entry.getValue().last()))
                .sorted(Comparator.comparing(UsedDevice::lastUsedAt).reversed())
                .toList();
    }

    @Override
    public List<Session> of(UserId owner, @Nullable SessionId before, int most) {
        return liveOf(owner)
                .filter(session -> before == null || session.id().toString().compareTo(before.toString()) < 0)
                .sorted(Comparator.comparing((Session session) -> session.id().toString())
                        .reversed())
                .limit(most)
                .toList();
    }

    @Override
    public int purge(SessionPolicy policy, int most) {
        return database.locked(() -> {
            Instant now = clock.instant();
            List<SessionId> over = all().stream()
                    .filter(session -> !session.overAt().isAfter(now.minus(SessionPolicy.RETENTION)))
                    .map(Session::id)
                    .limit(most)
                    .toList();
            List<KnownDevice> disused = database.devices.rows().entrySet().stream()
                    .filter(device -> !device.getValue().last().isAfter(now.minus(SessionPolicy.DEVICE_RETENTION)))
                    .map(Map.Entry::getKey)
                    .limit(most)
                    .toList();
            over.forEach(database.sessions::remove);
            disused.forEach(database.devices::remove);
            return Math.max(over.size(), disused.size());
        });
    }

    private Stream<Session> liveOf(UserId owner) {
        Instant now = clock.instant();
        return all().stream().filter(session -> session.userId().equals(owner)).filter(session -> !session.isOver(now));
    }

    public List<Session> all() {
        return database.sessions.values();
    }

    private void save(Session session) {
        database.sessions.put(session.id(), session);
    }
}
