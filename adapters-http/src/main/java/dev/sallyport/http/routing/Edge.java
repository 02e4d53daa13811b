package dev.sallyport.http.routing;

import dev.sallyport.application.ratelimit.AdmitRequest;
import dev.sallyport.domain.session.AddressRanges;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.ClientAddress;
import dev.sallyport.http.forwarding.ClientResolver;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.RequestRefused;
import dev.sallyport.http.ratelimit.RateLimitHeaders;
import dev.sallyport.http.ratelimit.TooManyRequests;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What stands before every route: it knows who asks, turns away whom the operator denies, and counts requests. */
public final class Edge {
    private static final Set<String> HEALTH = Set.of("/health/live", "/health/ready");

    private final Clients clients;
    private final ClientGate gate;
    private final Function<ClientAddress, AdmitRequest.Result> admission;

    private Edge(Clients clients, ClientGate gate, Function<ClientAddress, AdmitRequest.Result> admission) {
        this.clients = clients;
        this.gate = gate;
        this.admission = admission;
    }

    public Edge(ClientResolver clients, ClientGate gate, AdmitRequest admitRequest) {
        this(new Clients(clients), gate, client -> admitRequest.handle(new AdmitRequest.Command(client)));
    }

    /** One that trusts no proxy, denies nobody and counts nothing. */
    public static Edge open() {
        return new Edge(
                new Clients(new ClientResolver(AddressRanges.none())),
                ClientGate.OPEN,
                client -> new AdmitRequest.Result.Admitted(Optional.empty()));
    }

    Client client(HttpServletRequest request) {
        return clients.of(request);
    }

    /**
     * Turns away whom the operator denies, except from health: those who watch the server are to see how it is, not who they are.
     *
     * @throws RequestRefused 403
     */
    void requireLetIn(HttpServletRequest request, String path) {
        if (!HEALTH.contains(path)
                && clients.resolution(request).suspects().stream().anyMatch(gate::isDenied)) {
            throw new RequestRefused(Problem.CLIENT_DENIED);
        }
    }

    /** Has the route answer, unless its client has sent too many requests. */
    Answer answer(Request request, Route route) {
        return switch (route.counted()) {
            case BY_NOBODY -> route.handler().handle(request);
            case BY_THE_EDGE -> admit(request).orElseGet(() -> route.handler().handle(request));
            case BY_ITS_USE_CASE -> answerUncounted(request, route.handler());
        };
    }

    /** What is malformed never comes to a use case, and counts all the same. */
    private Answer answerUncounted(Request request, RouteHandler handler) {
        try {
            return handler.handle(request);
        } catch (RequestRefused notUnderstood) {
            return admit(request).orElseThrow(() -> notUnderstood);
        }
    }

    /** The refusal, if there is to be one; else the caller is told what is left. */
    private Optional<Answer> admit(Request request) {
        return switch (admission.apply(request.client().address())) {
            case AdmitRequest.Result.Limited(var exhausted) ->
                Optional.of(Answer.refusing(TooManyRequests.until(exhausted)));
            case AdmitRequest.Result.Admitted(var budget) -> {
                budget.map(RateLimitHeaders::of).ifPresent(request::announce);
                yield Optional.empty();
            }
        };
    }
}
