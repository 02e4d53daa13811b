package dev.sallyport.http.page;

import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.ProblemTexts;
import dev.sallyport.http.routing.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Problems in words, as pages of one service. */
public final class ProblemPages {

    private final String appName;
    private final String root;

    /**
     * The pages of one service.
     *
     * @param appName what the pages call the service
     * @param publicUrl where the service is; its path leads from anywhere to what the pages refer to
     */
    public ProblemPages(String appName, URI publicUrl) {
        this.appName = appName;
        this.root = Objects.requireNonNullElse(publicUrl.getPath(), "").replaceAll("/+$", "");
    }

    Response list(ProblemTexts texts) {
        String items = Arrays.stream(Problem.values())
                .map(problem -> Page.named("problem-item.html")
                        .with("status", Integer.toString(problem.status()))
                        .with("code", problem.code())
                        .with("title", texts.title(problem))
                        .html())
                .collect(Collectors.joining());
        return kept(page(200, Page.named("problems.html").withHtml("items", items), texts));
    }

    Response explain(Problem problem, ProblemTexts texts) {
        return kept(page(200, about(problem, "..", texts), texts));
    }

    /** The page that explains a problem, as the answer to a request that has it, wherever that was sent. */
    public Response missing(Problem problem, ProblemTexts texts) {
        return page(problem.status(), about(problem, root, texts), texts).with("Vary", "Accept, Accept-Language");
    }

    private static Page about(Problem problem, String root, ProblemTexts texts) {
        return Page.named("problem.html")
                .with("root", root)
                .with("status", Integer.toString(problem.status()))
                .with("code", problem.code())
                .with("title", texts.title(problem))
                .with("explanation", texts.explanation(problem))
                .with("remedy", texts.remedy(problem));
    }

    private Response page(int status, Page page, ProblemTexts texts) {
        String language = texts.language().toLanguageTag();
        Page complete = page.with("appName", appName)
                .with("language", language)
                .with("direction", texts.direction())
                .with("heading", texts.label("heading"))
                .with("introduction", texts.label("introduction"))
                .with("meaning", texts.label("meaning"))
                .with("whatToDo", texts.label("what-to-do"))
                .with("allProblems", texts.label("all-problems"));
        return Pages.response(status, complete).with("Content-Language", language);
    }

    private static Response kept(Response page) {
        return page.with(Map.of("Vary", "Accept-Language", "Cache-Control", "public, max-age=300"));
    }
}
