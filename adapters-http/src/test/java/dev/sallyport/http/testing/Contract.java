package dev.sallyport.http.testing;

import com.atlassian.oai.validator.OpenApiInteractionValidator;
import com.atlassian.oai.validator.model.Request.Method;
import com.atlassian.oai.validator.model.SimpleRequest;
import com.atlassian.oai.validator.model.SimpleResponse;
import com.atlassian.oai.validator.report.ValidationReport;
import com.atlassian.oai.validator.report.ValidationReport.Message;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** The API's description, against which everything that passes is held. */
final class Contract {
    private static final Set<Integer> NOT_UNDERSTOOD = Set.of(400, 404, 405, 413, 414, 415, 422, 431);
    private static final Set<String> NOT_LOOKED_AT = Set.of("403 client-denied", "429 too-many-requests");
    private static final Set<String> UNDOCUMENTED =
            Set.of("validation.request.path.missing", "validation.request.operation.notAllowed");

    private final OpenApiInteractionValidator validator = OpenApiInteractionValidator.createFor("/openapi.yaml")
            .withStrictOperationPathMatching()
            .build();

    /** What a request and its answer have against the description; nothing if all is well. */
    List<String> violations(ApiRequest request, ApiAnswer answer) {
        if (request.method().equals("HEAD") || request.method().equals("OPTIONS")) {
            return answer.body().isEmpty() ? List.of() : List.of("there is a body");
        }
        SimpleRequest.Builder asked = new SimpleRequest.Builder(request.method(), pathOf(request));
        // The validator knows the scheme in one spelling only (RFC 9110 §11.1 knows any).
        request.headers()
                .forEach(
                        header -> asked.withHeader(header.name(), header.value().replaceFirst("^bearer ", "Bearer ")));
        request.body().ifPresent(asked::withBody);
        List<Message> flaws = errors(validator.validateRequest(asked.build()));
        if (flaws.stream().anyMatch(flaw -> UNDOCUMENTED.contains(flaw.getKey()))) {
            return undocumented(request, answer);
        }
        // Who asks and how often comes before what they ask: the rest of such a request was never looked at.
        boolean unread = answer.header("WWW-Authenticate").isPresent()
                || answer.status() == 403
                || NOT_LOOKED_AT.contains(answer.outcome());
        if (unread || NOT_UNDERSTOOD.contains(answer.status())) {
            return words(responseErrors(request, answer));
        }
        List<Message> requestFlaws = flaws.stream()
                // The validator asks for a type even where there is no body and none is needed.
                .filter(flaw -> request.body().isPresent()
                        || !flaw.getKey().equals("validation.request.contentType.notAllowed"))
                .toList();
        return requestFlaws.isEmpty() ? words(responseErrors(request, answer)) : words(requestFlaws);
    }

    private List<Message> responseErrors(ApiRequest request, ApiAnswer answer) {
        SimpleResponse.Builder answered = SimpleResponse.Builder.status(answer.status());
        answer.headers().map().forEach(answered::withHeader);
        if (!answer.body().isEmpty()) {
            answered.withBody(answer.body());
        }
        Method method = Method.valueOf(request.method().toUpperCase(Locale.ROOT));
        return errors(validator.validateResponse(pathOf(request), method, answered.build()));
    }

    /** What is not described is refused, and refused properly. */
    private static List<String> undocumented(ApiRequest request, ApiAnswer answer) {
        if (isPage(answer)) {
            return answer.status() == 404 && !request.path().startsWith("/api/")
                    ? List.of()
                    : List.of("not in the description, and yet a page with status " + answer.status());
        }
        boolean refused = Set.of("403 client-denied", "404 not-found", "405 method-not-allowed")
                .contains(answer.outcome());
        return refused ? List.of() : List.of("not in the description, and yet answered " + answer.outcome());
    }

    private static boolean isPage(ApiAnswer answer) {
        return answer.header("Content-Type").orElse("").startsWith("text/html");
    }

    private static String pathOf(ApiRequest request) {
        return request.path().replaceAll("\\?.*", "");
    }

    private static List<Message> errors(ValidationReport report) {
        return report.getMessages().stream()
                .filter(message -> message.getLevel() == ValidationReport.Level.ERROR)
                .toList();
    }

    private static List<String> words(List<Message> messages) {
        return messages.stream()
                .map(message -> message.getKey() + ": " + message.getMessage())
                .toList();
    }
}
