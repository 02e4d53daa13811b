package dev.sallyport.application.testing;

import dev.sallyport.application.session.KnownClients;
import dev.sallyport.application.testing.InMemoryDatabase.KnownClient;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** {@link KnownClients} in memory. */
public final class InMemoryKnownClients implements KnownClients {
    private final InMemoryDatabase database;

    public InMemoryKnownClients(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public void remember(UserId user, SecretDigest client, Instant now) {
        database.locked(() -> {
            database.knownClients.put(new KnownClient(user, client), now);
            database.knownClients.rows().entrySet().stream()
                    .filter(entry -> entry.getKey().user().equals(user))
                    .sorted(Map.Entry.<KnownClient, Instant>comparingByValue().reversed())
                    .skip(MOST)
                    .map(Map.Entry::getKey)
                    .forEach(database.knownClients::remove);
            return true;
        });
    }

    @Override
    public Optional<OfUser> ofOwner(EmailAddress address) {
        return database.users.values().stream()
                .map(credentials -> credentials.user())
                .filter(user -> user.email().equals(address))
                .findFirst()
                .map(owner -> new OfUser(owner.id(), of(owner.id())));
    }

    private Set<SecretDigest> of(UserId user) {
        return database.knownClients.rows().keySet().stream()
                .filter(known -> known.user().equals(user))
                .map(KnownClient::client)
                .collect(Collectors.toSet());
    }

    @Override
    public int purge(Instant usedBefore, int most) {
        return database.locked(() -> {
            List<KnownClient> old = database.knownClients.rows().entrySet().stream()
                    .filter(entry -> entry.getValue().isBefore(usedBefore))
                    .map(Map.Entry::getKey)
                    .limit(most)
                    .toList();
            old.forEach(database.knownClients::remove);
            return old.size();
        });
    }
}
