package dev.sallyport.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.crac.Core;
import org.crac.Resource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The function: answers requests of an HTTP API by the very server that runs elsewhere, and does on a schedule what that does in the background.
 *
 * <p>Under SnapStart, everything is opened, tried and closed again before the snapshot, and opened anew after each restore, from the settings to the
 * keys and the connections: nothing that must be unique or fresh is in the snapshot.
 */
public final class SallyportHandler implements RequestStreamHandler, Resource, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SallyportHandler.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Lambda takes 6 MB. */
    private static final int LARGEST_ANSWER = 6_000_000;

    /** What is left of the function's time when nothing new is begun. */
    private static final Duration RESERVE = Duration.ofSeconds(3);

    private static final Duration LONGEST_AFTER_ANSWER = Duration.ofSeconds(10);

    private final Map<String, String> environment;
    private final Optional<AfterAnswers> afterAnswers;
    private volatile Instance instance;

    /** As Lambda makes it. */
    public SallyportHandler() {
        this(System.getenv());
    }

    SallyportHandler(Map<String, String> environment) {
        this.environment = environment;
        this.instance = Instance.open(environment);
        this.afterAnswers = AfterAnswers.register(environment, () -> instance.keepPromises(LONGEST_AFTER_ANSWER));
        Core.getGlobalContext().register(this);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        try {
            JsonNode event = JSON.readTree(in);
            ObjectNode answer = switch (Event.read(event)) {
                case Event.Http(var request) ->
                    within(instance.answer(request, timeFor(context)).toJson());
                case Event.Upkeep() -> upkeep(timeFor(context));
            };
            out.write(JSON.writeValueAsBytes(answer));
        } finally {
            afterAnswers.ifPresent(AfterAnswers::answered);
        }
    }

    private static Duration timeFor(Context context) {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    private ObjectNode upkeep(Duration most) {
        List<String> unfinished = instance.upkeep(most);
        ObjectNode answer = JSON.createObjectNode();
        unfinished.forEach(answer.putArray("unfinished")::add);
        return answer;
    }

    /** API Gateway would say that something is amiss, and the log would not say what. */
    private static ObjectNode within(ObjectNode answer) throws IOException {
        if (JSON.writeValueAsBytes(answer).length <= LARGEST_ANSWER) {
            return answer;
        }
        LOG.error("an answer is larger than a function may give, and is withheld");
        ObjectNode problem = JSON.createObjectNode()
                .put("type", "about:blank")
                .put("title", "The answer is larger than it may be here")
                .put("status", 500);
        ObjectNode instead = JSON.createObjectNode().put("statusCode", 500);
        instead.putObject("headers")
                .put("content-type", "application/problem+json")
                .put("cache-control", "no-store");
        return instead.put("body", problem.toString()).put("isBase64Encoded", false);
    }

    @Override
    public void beforeCheckpoint(org.crac.Context<? extends Resource> context) throws IOException {
        WarmUp.of(instance);
        instance.close();
    }

    @Override
    public void afterRestore(org.crac.Context<? extends Resource> context) {
        instance = Instance.open(environment);
    }

    /** For tests: Lambda ends the process. */
    @Override
    public void close() {
        instance.close();
    }
}
