package dev.sallyport.http.problem;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;

/** Writes refusals as problem details (RFC 9457). */
public final class ProblemDetails {

    public static final String CONTENT_TYPE = "application/problem+json";

    private final String typePrefix;

    /**
     * Written for one service.
     *
     * @param publicUrl where the pages that explain the problems are
     */
    public ProblemDetails(URI publicUrl) {
        this.typePrefix = publicUrl.toString().replaceAll("/+$", "") + "/problems/";
    }

    public ObjectNode write(Refusal refusal, ProblemTexts texts, String requestId) {
        Problem problem = refusal.problem();
        ObjectNode details = JsonNodeFactory.instance
                .objectNode()
                .put("type", typePrefix + problem.code())
                .put("title", texts.title(problem))
                .put("status", problem.status())
                .put("detail", texts.detail(refusal))
                .put("code", problem.code())
                .put("requestId", requestId);
        if (!refusal.errors().isEmpty()) {
            ArrayNode errors = details.putArray("errors");
            for (InputError error : refusal.errors()) {
                errors.addObject()
                        .put("pointer", error.pointer())
                        .put("code", error.code())
                        .put("detail", texts.detail(error));
            }
        }
        return details;
    }
}
