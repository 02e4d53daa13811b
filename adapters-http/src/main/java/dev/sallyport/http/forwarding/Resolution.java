package dev.sallyport.http.forwarding;

import dev.sallyport.domain.session.ClientAddress;
import java.util.Set;

/**
 * Whom a request is taken to be from.
 *
 * @param client by whose address it is counted, logged and shown
 * @param suspects everybody whom it may be from; more than the client only where headers contradict each other
 */
public record Resolution(ClientAddress client, Reason reason, Set<ClientAddress> suspects) {
    /** Why it is that one. */
    public enum Reason {
        /** Whoever holds the other end of the connection is no trusted proxy, so that headers are not read. */
        NO_PROXY,
        /** A trusted proxy does, and no header names anybody. */
        NOBODY_NAMED,
        /** It is the right-most hop that is no trusted proxy. */
        NAMED,
        /** All hops are trusted proxies; it is the first of them. */
        PROXIES_ALONE,
        /** Before it, somebody is named who is hidden, or what is said cannot be read. */
        UNREADABLE,
        /** There are more hops than anybody follows. */
        TOO_MANY_HOPS,
        /** Both headers are there, and name different clients. */
        CONTRADICTION
    }

    public Resolution {
        suspects = Set.copyOf(suspects);
    }

    Resolution(ClientAddress client, Reason reason) {
        this(client, reason, Set.of(client));
    }
}
