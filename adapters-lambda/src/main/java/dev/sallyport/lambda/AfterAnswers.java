package dev.sallyport.lambda;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
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

    /** A connection that was open when a snapshot was taken is none afterwards. */
    private static final int MOST_FAILURES = 3;

    private final String base;
    private final String identifier;
    private final Runnable work;
    private final Semaphore answered = new Semaphore(0);

    private AfterAnswers(String base, String identifier, Runnable work) {
        this.base = base;
        this.identifier = identifier;
        this.work = work;
    }

    /**
     * Has the work done after each answer; nothing where that is not possible, and all of it is left to the schedule.
     */
    static Optional<AfterAnswers> register(Map<String, String> environment, Runnable work) {
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
            AfterAnswers registered = new AfterAnswers(base, identifier, work);
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

    private static void finish(HttpURLConnection connection) throws IOException {
        if (connection.getResponseCode() != HttpURLConnection.HTTP_OK) {
            throw new IOException("HTTP " + connection.getResponseCode());
        }
        try (InputStream body = connection.getInputStream()) {
            body.readAllBytes();
        }
    }

    /** Once for each invocation. */
    void answered() {
        answered.release();
    }

    private void follow() {
        int failures = 0;
        while (failures < MOST_FAILURES) {
            try {
                awaitInvocation();
                failures = 0;
                answered.acquire();
                work.run();
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
        LOG.error("nothing can be done after answers any more; mail leaves when the schedule comes");
    }

    private void awaitInvocation() throws IOException {
        HttpURLConnection next = open(base + "/event/next");
        next.setRequestProperty(IDENTIFIER, identifier);
        finish(next);
    }
}
