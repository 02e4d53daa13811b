package dev.sallyport.http.page;

import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;

/** {@code GET /problems} and {@code /problems/{code}}: where the {@code type} of a problem leads (RFC 9457 §3.1.1). */
public final class ProblemRoutes implements RouteGroup {

    private final ProblemPages pages;

    public ProblemRoutes(ProblemPages pages) {
        this.pages = pages;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/problems", Access.ANYONE, request -> Answer.of(pages.list(request.problemTexts())));
        routes.get("/problems/{code}", Access.ANYONE, this::explain);
    }

    private Answer explain(Request request) {
        return Problem.of(request.pathParameter("code"))
                .map(problem -> Answer.of(pages.explain(problem, request.problemTexts())))
                .orElseGet(() -> Answer.refusing(Problem.NOT_FOUND));
    }
}
