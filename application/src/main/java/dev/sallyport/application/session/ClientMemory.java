package dev.sallyport.application.session;

import dev.sallyport.application.secret.SecretDigests;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.secret.SecretDigest;
import dev.sallyport.domain.secret.SecretPurpose;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientNetwork;
import java.time.Instant;

/** Knows clients again from which users have signed in before. Where that was is kept as digests alone. */
public final class ClientMemory {
    private final KnownClients knownClients;
    private final SecretDigests digests;

    public ClientMemory(KnownClients knownClients, SecretDigests digests) {
        this.knownClients = knownClients;
        this.digests = digests;
    }

    void remember(UserId user, Client client, Instant now) {
        knownClients.remember(user, digest(user, client), now);
    }

    /** Whether whoever has the address has signed in from there. It costs one look into the database, whether anybody has it or not. */
    public boolean recognises(EmailAddress address, Client client) {
        return knownClients
                .ofOwner(address)
                .map(known -> known.clients().contains(digest(known.user(), client)))
                .orElse(false);
    }

    private SecretDigest digest(UserId user, Client client) {
        return digests.digest(SecretPurpose.KNOWN_CLIENT, user.toString(), ClientNetwork.of(client));
    }
}
