package dev.sallyport.http;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.sallyport.http.problem.Problem;
import dev.sallyport.http.problem.ProblemTexts;
import dev.sallyport.http.problem.Refusal;
import dev.sallyport.http.routing.Access;
import dev.sallyport.http.routing.Route;
import io.swagger.v3.core.util.Json31;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.parser.OpenAPIV3Parser;
import io.swagger.v3.parser.core.models.ParseOptions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The API's description and the server say the same. */
class OpenApiTest {
    private final OpenAPI description = new OpenAPIV3Parser().read("/openapi.yaml");

    @Test
    void isValidOpenApi() {
        assertThat(new OpenAPIV3Parser()
                        .readLocation("/openapi.yaml", null, new ParseOptions())
                        .getMessages())
                .isEmpty();
    }

    @Test
    void describesEveryRouteAndNoOther() {
        assertThat(described().keySet())
                .isEqualTo(routes().stream().map(OpenApiTest::name).collect(Collectors.toSet()));
    }

    @Test
    void asksForAnAccessTokenExactlyWhereARouteDoes() {
        Map<String, Operation> operations = described();
        for (Route route : routes()) {
            List<?> security = operations.get(name(route)).getSecurity();
            boolean mandatory = security != null
                    && !operations.get(name(route)).getSecurity().getFirst().isEmpty();

            assertThat(mandatory).as(name(route)).isNotEqualTo(route.access().equals(Access.ANYONE));
        }
    }

    @Test
    void showsProblemsInTheWordsOfTheServer() {
        ProblemTexts texts = ProblemTexts.in(List.of());
        for (ApiResponse response : description.getComponents().getResponses().values()) {
            var media = response.getContent().get("application/problem+json");
            if (media != null) {
                media.getExamples().values().forEach(example -> {
                    JsonNode json = new ObjectMapper().valueToTree(example.getValue());
                    Problem problem = Problem.of(json.get("code").asText()).orElseThrow();
                    assertThat(json.get("status").asInt()).isEqualTo(problem.status());
                    assertThat(json.get("title").asText()).isEqualTo(texts.title(problem));
                    assertThat(json.get("detail").asText())
                            .isEqualTo(texts.detail(Refusal.until(problem, Duration.ofSeconds(30))));
                });
            }
        }
    }

    @Test
    void letsNoObjectHaveMembersThatAreNotDescribed() throws Exception {
        JsonNode schemas = Json31.mapper().readTree(Json31.pretty(description)).at("/components/schemas");

        schemas.properties().stream()
                .filter(schema -> schema.getValue().path("type").asText().equals("object"))
                .forEach(schema -> assertThat(
                                schema.getValue().path("additionalProperties").asText())
                        .as(schema.getKey())
                        .isEqualTo("false"));
    }

    private Map<String, Operation> described() {
        Map<String, Operation> operations = new TreeMap<>();
        description
                .getPaths()
                .forEach((path, item) -> item.readOperationsMap()
                        .forEach((method, operation) -> operations.put(method + " " + path, operation)));
        return operations;
    }

    private static List<Route> routes() {
        return EveryRoute.all().toList();
    }

    private static String name(Route route) {
        return route.method() + " " + route.path();
    }
}
