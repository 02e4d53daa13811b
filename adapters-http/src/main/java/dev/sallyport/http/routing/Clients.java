package dev.sallyport.http.routing;

import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.http.forwarding.ClientResolver;
import dev.sallyport.http.forwarding.Resolution;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/** Knows which client a request comes from, and finds it out once. */
final class Clients {
    private static final String ATTRIBUTE = Clients.class.getName();

    private final ClientResolver resolver;

    Clients(ClientResolver resolver) {
        this.resolver = resolver;
    }

    Client of(HttpServletRequest request) {
        return new Client(resolution(request).client(), request.getHeader("User-Agent"));
    }

    Resolution resolution(HttpServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Resolution known) {
            return known;
        }
        ClientAddress peer = ClientResolver.peer(request.getRemoteAddr());
        Resolution found = resolver.resolve(peer, lines(request, "X-Forwarded-For"), lines(request, "Forwarded"));
        request.setAttribute(ATTRIBUTE, found);
        return found;
    }

    private static List<String> lines(HttpServletRequest request, String header) {
        return Collections.list(request.getHeaders(header));
    }
}
