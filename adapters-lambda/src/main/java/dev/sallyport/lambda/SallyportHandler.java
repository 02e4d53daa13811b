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

    /** API Gateway waits for thirty seconds, whatever a function may take. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(26);

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
        this.afterAnswers = AfterAnswers.register(environment);
        Core.getGlobalContext().register(this);
    }

    @Override
    public void handleRequest(InputStream in, OutputStream out, Context context) throws IOException {
        Runnable owed = SallyportHandler::nothing;
        try {
            JsonNode event = JSON.readTree(in);
            ObjectNode answer = switch (Event.read(event)) {
                case Event.Http(var request) -> {
                    owed = () -> instance.keepPromises(timeOf(context));
                    yield within(instance.answer(request, timeToAnswer(context)).toJson());
                }
                case Event.Malformed(var why) -> problem(400, why);
                case Event.Upkeep() -> upkeep(timeOf(context));
            };
            out.write(JSON.writeValueAsBytes(answer));
        } finally {
            Runnable promised = owed;
            afterAnswers.ifPresent(extension -> extension.answered(context.getAwsRequestId(), promised));
        }
    }

    private static void nothing() {
        // Behind upkeep and whatever was refused.
    }

    /** What is left of the invocation, of which the answer and what comes after it are parts. */
    private static Duration timeOf(Context context) {
        Duration left = Duration.ofMillis(context.getRemainingTimeInMillis()).minus(RESERVE);
        return left.isPositive() ? left : Duration.ofMillis(1);
    }

    private static Duration timeToAnswer(Context context) {
        Duration left = timeOf(context);
        return left.compareTo(LONGEST_ANSWER) < 0 ? left : LONGEST_ANSWER;
    }

    /** The lines are what alarms look for. */
    private ObjectNode upkeep(Duration left) {
        List<String> unfinished = instance.upkeep(left);
        if (!unfinished.isEmpty()) {
            LOG.warn("upkeep left something to the next time: {}", String.join(", ", unfinished));
        }
        LOG.info("upkeep is over");
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
        return problem(500, "The answer is larger than it may be here");
    }

    private static ObjectNode problem(int status, String title) {
        ObjectNode problem = JSON.createObjectNode()
                .put("type", "about:blank")
                .put("title", title)
                .put("status", status);
        ObjectNode answer = JSON.createObjectNode().put("statusCode", status);
        answer.putObject("headers")
                .put("content-type", "application/problem+json")
                .put("cache-control", "no-store");
        return answer.put("body", problem.toString()).put("isBase64Encoded", false);
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
