package dev.sallyport.application.testing;

import dev.sallyport.application.account.Users.Credentials;
import dev.sallyport.application.session.Sessions;
import dev.sallyport.application.testing.InMemoryDatabase.KnownDevice;
import dev.sallyport.application.testing.InMemoryDatabase.Use;
import dev.sallyport.domain.account.User;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.Device;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.Revocation;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
        return database.locked(
                () -> Optional.ofNullable(database.state().users().get(wanted.userId()))
                        .filter(credentials -> credentials.user().isActive())
                        .map(credentials -> opened(wanted, credentials, policy)));
    }

    private Opened opened(NewSession wanted, Credentials credentials, SessionPolicy policy) {
        Instant now = clock.instant();
        User user = credentials.user().signedInAt(now);
        Session session = Session.begin(wanted, now, policy);
        database.change(state -> state.withUsers(
                InMemoryDatabase.with(state.users(), user.id(), new Credentials(user, credentials.passwordHash()))));
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
        Map<KnownDevice, Use> before = devicesOf(wanted.userId());
        Use known = before.get(device);
        database.change(state -> state.withDevices(
                InMemoryDatabase.with(state.devices(), device, new Use(known == null ? now : known.first(), now))));
        devicesOf(wanted.userId()).entrySet().stream()
                .sorted(Comparator.comparing((Map.Entry<KnownDevice, Use> entry) ->
                                entry.getValue().last())
                        .reversed())
                .skip(SessionPolicy.MOST_DEVICES)
                .map(Map.Entry::getKey)
                .forEach(forgotten -> database.change(
                        state -> state.withDevices(InMemoryDatabase.without(state.devices(), forgotten))));
        Instant anHourAgo = now.minus(Duration.ofHours(1));
        long others = before.values().stream()
                .filter(use -> use.first().isAfter(anHourAgo))
                .count();
        return before.isEmpty() || known != null ? 0 : 1 + (int) others;
    }

    private Map<KnownDevice, Use> devicesOf(UserId user) {
        return database.state().devices().entrySet().stream()
                .filter(entry -> entry.getKey().user().equals(user))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    @Override
    public Optional<ActiveSession> active(SessionId id) {
        return lock(id).filter(found ->
                !found.session().isOver(clock.instant()) && found.user().isActive());
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
        InMemoryDatabase.State state = database.state();
        return Optional.ofNullable(state.sessions().get(id))
                .flatMap(session -> Optional.ofNullable(state.users().get(session.userId()))
                        .map(credentials -> new ActiveSession(session, credentials.user(), clock.instant())));
    }

    @Override
    public Optional<UserId> end(SessionId id) {
        return database.locked(() -> {
            Session session = database.state().sessions().get(id);
            if (session == null || session.isOver(clock.instant())) {
                return Optional.empty();
            }
            save(session.endedAt(clock.instant()));
            database.change(state -> state.withRevocation(new Revocation.SessionEnded(id)));
            return Optional.of(session.userId());
        });
    }

    @Override
    public boolean end(SessionId id, UserId owner) {
        return database.locked(
                () -> liveOf(owner).anyMatch(session -> session.id().equals(id)) && end(id).isPresent());
    }

    @Override
    public List<SessionId> endOthers(UserId owner, SessionId kept) {
        return database.locked(() -> {
            List<SessionId> others = liveOf(owner)
                    .map(Session::id)
                    .filter(id -> !id.equals(kept))
                    .toList();
            others.forEach(this::end);
            return others;
        });
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
            List<KnownDevice> disused = database.state().devices().entrySet().stream()
                    .filter(device -> !device.getValue().last().isAfter(now.minus(SessionPolicy.DEVICE_RETENTION)))
                    .map(Map.Entry::getKey)
                    .limit(most)
                    .toList();
            over.forEach(
                    id -> database.change(state -> state.withSessions(InMemoryDatabase.without(state.sessions(), id))));
            disused.forEach(device ->
                    database.change(state -> state.withDevices(InMemoryDatabase.without(state.devices(), device))));
            return Math.max(over.size(), disused.size());
        });
    }

    private Stream<Session> liveOf(UserId owner) {
        Instant now = clock.instant();
        return all().stream().filter(session -> session.userId().equals(owner)).filter(session -> !session.isOver(now));
    }

    public List<Session> all() {
        return List.copyOf(database.state().sessions().values());
    }

    private void save(Session session) {
        database.change(state -> state.withSessions(InMemoryDatabase.with(state.sessions(), session.id(), session)));
    }
}
