package dev.sallyport.domain.session;

import dev.sallyport.domain.secret.Secret;

/** The network that a client is in, by which it is known again. It tells where people are, so it is kept like a secret: as a digest. */
public final class ClientNetwork extends Secret {
    private ClientNetwork(String network) {
        super(network);
    }

    public static ClientNetwork of(Client client) {
        return new ClientNetwork(client.address().network());
    }
}
