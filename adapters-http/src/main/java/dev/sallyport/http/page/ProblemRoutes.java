package dev.sallyport.http.page;

import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.ProblemTexts;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Answer;
import dev.sallyport.http.routing.Request;
import dev.sallyport.http.routing.Response;
import dev.sallyport.http.routing.RouteGroup;
import dev.sallyport.http.routing.Routes;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Collectors;

/** {@code GET /problems} and {@code /problems/{code}}: where the {@code type} of a problem leads (RFC 9457 §3.1.1). */
public final class ProblemRoutes implements RouteGroup {

    private final String appName;

    /**
     * The pages of one service.
     *
     * @param appName what the pages call the service
     */
    public ProblemRoutes(String appName) {
        this.appName = appName;
    }

    @Override
    public void register(Routes routes) {
        routes.get("/problems", Access.ANYONE, this::list);
        routes.get("/problems/{code}", Access.ANYONE, this::explain);
    }

    private Answer list(Request request) {
        ProblemTexts texts = request.problemTexts();
        String items = Arrays.stream(Problem.values())
                .map(problem -> Page.named("problem-item.html")
                        .with("status", Integer.toString(problem.status()))
                        .with("code", problem.code())
                        .with("title", texts.title(problem))
                        .html())
                .collect(Collectors.joining());
        return answer(Page.named("problems.html").withHtml("items", items), texts);
    }

    private Answer explain(Request request) {
        ProblemTexts texts = request.problemTexts();
        return Problem.of(request.pathParameter("code"))
                .map(problem -> answer(
                        Page.named("problem.html")
                                .with("status", Integer.toString(problem.status()))
                                .with("code", problem.code())
                                .with("title", texts.title(problem))
                                .with("explanation", texts.explanation(problem))
                                .with("remedy", texts.remedy(problem)),
                        texts))
                .orElseGet(() -> Answer.refusing(Problem.NOT_FOUND));
    }

    private Answer answer(Page page, ProblemTexts texts) {
        String language = texts.language().toLanguageTag();
        Page complete = page.with("appName", appName)
                .with("language", language)
                .with("heading", texts.label("heading"))
                .with("introduction", texts.label("introduction"))
                .with("meaning", texts.label("meaning"))
                .with("whatToDo", texts.label("what-to-do"))
                .with("allProblems", texts.label("all-problems"));
        Response response = Pages.response(200, complete)
                .with(Map.of(
                        "Content-Language",
                        language,
                        "Vary",
                        "Accept-Language",
                        "Cache-Control",
                        "public, max-age=300"));
        return Answer.of(response);
    }
}
