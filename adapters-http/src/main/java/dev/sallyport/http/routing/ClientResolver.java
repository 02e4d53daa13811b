package dev.sallyport.http.routing;

import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import jakarta.servlet.http.HttpServletRequest;

/** Knows which client a request comes from: whoever holds the other end of the connection. What headers claim is not believed. */
final class ClientResolver {

    Client resolve(HttpServletRequest request) {
        return new Client(ClientAddress.of(request.getRemoteAddr()), request.getHeader("User-Agent"));
    }
}
