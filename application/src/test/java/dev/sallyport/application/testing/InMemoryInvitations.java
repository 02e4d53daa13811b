package dev.sallyport.application.testing;

import dev.sallyport.application.invitation.Invitations;
import dev.sallyport.application.testing.InMemoryDatabase.Invited;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.audit.Author;
import dev.sallyport.domain.invitation.Invitation;
import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** {@link Invitations} in memory. */
public final class InMemoryInvitations implements Invitations {
    private final InMemoryDatabase database;

    public InMemoryInvitations(InMemoryDatabase database) {
        this.database = database;
    }

    @Override
    public Optional<Invitation> hold(EmailAddress email) {
        return find(email);
    }

    @Override
    public Optional<Invitation> find(EmailAddress email) {
        return all().filter(invited -> invited.invitation().email().equals(email))
                .map(Invited::invitation)
                .findFirst();
    }

    @Override
    public Optional<Invitation> hold(UserId account) {
        return find(account);
    }

    @Override
    public Invitation keep(Invitation invitation, SecretDigest link) {
        return database.locked(() -> {
            Invitation kept = hold(invitation.email())
                    .map(before -> invitation.of(before.account()))
                    .orElse(invitation);
            database.invitations.put(kept.account(), new Invited(kept, link));
            return kept;
        });
    }

    @Override
    public Optional<Invitation> find(SecretDigest link, Instant now) {
        return all().filter(invited -> invited.link().equals(link))
                .map(Invited::invitation)
                .filter(invitation -> now.isBefore(invitation.expiresAt()))
                .findFirst();
    }

    @Override
    public Optional<Invitation> spend(SecretDigest link, Instant now) {
        return database.locked(() -> {
            Optional<Invitation> found = find(link, now);
            found.ifPresent(invitation -> remove(invitation.account()));
            return found;
        });
    }

    @Override
    public Optional<Invitation> find(UserId account) {
        return all().map(Invited::invitation)
                .filter(invitation -> invitation.account().equals(account))
                .findFirst();
    }

    @Override
    public List<Invitation> page(@Nullable UserId before, int most, Instant now) {
        return all().map(Invited::invitation)
                .filter(invitation -> now.isBefore(invitation.expiresAt()))
                .sorted(Comparator.comparing(
                                (Invitation invitation) -> invitation.account().toString())
                        .reversed())
                .filter(invitation ->
                        before == null || invitation.account().toString().compareTo(before.toString()) < 0)
                .limit(most)
                .toList();
    }

    @Override
    public void remove(UserId account) {
        database.invitations.remove(account);
    }

    @Override
    public void forget(EmailAddress email) {
        hold(email).map(Invitation::account).ifPresent(this::remove);
    }

    @Override
    public int purge(Instant now, int most) {
        return database.locked(() -> {
            List<UserId> expired = all().map(Invited::invitation)
                    .filter(invitation -> !now.isBefore(invitation.expiresAt()))
                    .map(Invitation::account)
                    .limit(most)
                    .toList();
            expired.forEach(this::remove);
            return expired.size();
        });
    }

    /** Without those of senders who are gone, and without roles that are. */
    private Stream<Invited> all() {
        return database.invitations.values().stream()
                .filter(invited -> !(invited.invitation().by() instanceof Author.Person(var sender))
                        || database.users.find(sender).isPresent())
                .map(invited -> new Invited(withRolesThatAre(invited.invitation()), invited.link()));
    }

    private Invitation withRolesThatAre(Invitation kept) {
        return new Invitation(
                kept.account(),
                kept.email(),
                kept.displayName(),
                kept.locale(),
                kept.roles().stream()
                        .filter(role -> database.roles.find(role).isPresent())
                        .collect(Collectors.toUnmodifiableSet()),
                kept.by(),
                kept.createdAt(),
                kept.expiresAt());
    }
}
