package dev.sallyport.lambda;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Works on after an answer was given, as an internal extension of Lambda: an instance stands still only when its extensions have asked for the next
 * event, too. So whoever registers has their mail in seconds, and no answer takes longer for it, which would tell whether there was mail to send.
 */
final class AfterAnswers {
    private static final Logger LOG = LoggerFactory.getLogger(AfterAnswers.class);
    private static final String API = "AWS_LAMBDA_RUNTIME_API";
    private static final String VERSION = "/2020-01-01/extension";
    private static final String IDENTIFIER = "Lambda-Extension-Identifier";

    private static final ObjectMapper JSON = new ObjectMapper();

    /** A connection that was open when a snapshot was taken is none afterwards. */
    private static final int MOST_FAILURES = 6;

    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofMillis(50);

    private final String base;
    private final String identifier;
    private final Runnable end;
    private final BlockingQueue<Answered> answers = new LinkedBlockingQueue<>();

    /**
     * An invocation that was answered.
     *
     * @param owed what is to be done now
     */
    private record Answered(String invocation, Runnable owed) {}

    private AfterAnswers(String base, String identifier, Runnable end) {
        this.base = base;
        this.identifier = identifier;
        this.end = end;
    }

    /** Nothing where work after answers is not possible, and all of it is left to the schedule. */
    static Optional<AfterAnswers> register(Map<String, String> environment) {
        return register(environment, () -> Runtime.getRuntime().halt(1));
    }

    /**
     * @param end ends this process, for which Lambda starts another
     */
    static Optional<AfterAnswers> register(Map<String, String> environment, Runnable end) {
        String api = environment.get(API);
        if (api == null) {
            return Optional.empty();
        }
        String base = "http://" + api + VERSION;
        try {
            HttpURLConnection registration = open(base + "/register");
            registration.setRequestProperty("Lambda-Extension-Name", "sallyport");
            registration.setDoOutput(true);
            registration.getOutputStream().write("{\"events\": [\"INVOKE\"]}".getBytes(StandardCharsets.UTF_8));
            finish(registration);
            String identifier = registration.getHeaderField(IDENTIFIER);
            if (identifier == null) {
                throw new IOException("no " + IDENTIFIER);
            }
            AfterAnswers registered = new AfterAnswers(base, identifier, end);
            Thread.ofPlatform().name("after-answers").daemon().start(registered::follow);
            return Optional.of(registered);
        } catch (IOException refused) {
            LOG.warn("nothing can be done after answers ({}); mail leaves when the schedule comes", refused.toString());
            return Optional.empty();
        }
    }

    private static HttpURLConnection open(String address) throws IOException {
        return (HttpURLConnection) URI.create(address).toURL().openConnection();
    }

    private static byte[] finish(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() / 100 != 2) {
            throw new IOException("HTTP " + connection.getResponseCode());
        }
        try (InputStream body = connection.getInputStream()) {
            return body.readAllBytes();
        }
    }

    /** Once for each invocation, with what is to be done after its answer. */
    void answered(String invocation, Runnable owed) {
        answers.add(new Answered(invocation, owed));
    }

    private void follow() {
        int failures = 0;
        while (failures < MOST_FAILURES) {
            try {
                if (failures > 0) {
                    Thread.sleep(PAUSE_AFTER_FAILURE.multipliedBy(1L << failures));
                }
                String invocation = awaitInvocation();
                failures = 0;
                awaitAnswer(invocation).run();
            } catch (IOException broken) {
                failures++;
                LOG.debug("asking for the next invocation once more", broken);
            } catch (InterruptedException end) {
                Thread.currentThread().interrupt();
                return;
            } catch (RuntimeException | Error unforeseen) {
                LOG.error("what was to be done after an answer failed; the schedule does it", unforeseen);
            }
        }
        giveUp();
    }

    private String awaitInvocation() throws IOException {
        HttpURLConnection next = open(base + "/event/next");
        next.setRequestProperty(IDENTIFIER, identifier);
        JsonNode invocation = JSON.readTree(finish(next)).path("requestId");
        if (!invocation.isTextual()) {
            throw new IOException("an event without a requestId");
        }
        return invocation.asText();
    }

    /** Passes over those of invocations that this was not told of. */
    private Runnable awaitAnswer(String invocation) throws InterruptedException {
        Answered answered = answers.take();
        while (!answered.invocation().equals(invocation)) {
            answered = answers.take();
        }
        return answered.owed();
    }

    /** Who is registered and asks for nothing would have each invocation last until it is cut off. */
    private void giveUp() {
        LOG.error("the next invocation cannot be asked for; this instance ends, and others take its place");
        try {
            HttpURLConnection exit = open(base + "/exit/error");
            exit.setRequestProperty(IDENTIFIER, identifier);
            exit.setRequestProperty("Lambda-Extension-Function-Error-Type", "Extension.NoNextInvocation");
            exit.setDoOutput(true);
            exit.getOutputStream().write("{}".getBytes(StandardCharsets.UTF_8));
            finish(exit);
        } catch (IOException deaf) {
            LOG.debug("nobody hears that this instance ends", deaf);
        }
        end.run();
    }
}
