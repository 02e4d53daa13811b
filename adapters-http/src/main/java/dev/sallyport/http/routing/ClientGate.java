package dev.sallyport.http.routing;

import dev.sallyport.domain.session.ClientAddress;

/** Whom the operator does not let in at all. */
@FunctionalInterface
public interface ClientGate {
    /** Lets everybody in. */
    ClientGate OPEN = client -> false;

    /** Asked about every request, so it answers at once. */
    boolean isDenied(ClientAddress client);
}
