package dev.sallyport.bootstrap;

import dev.sallyport.bootstrap.background.Jobs;
import dev.sallyport.bootstrap.background.Repeating;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What was opened so far. It closes in reverse; what cannot be closed does not keep the others from it. */
final class Opened implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Opened.class);

    private final Deque<AutoCloseable> resources = new ArrayDeque<>();

    <T extends AutoCloseable> T add(T resource) {
        resources.push(resource);
        return resource;
    }

    /** What of it goes on in the background by threads of its own. */
    List<Repeating> jobs() {
        return resources.stream()
                .filter(Jobs.class::isInstance)
                .map(Jobs.class::cast)
                .flatMap(each -> each.jobs().stream())
                .filter(Repeating.class::isInstance)
                .map(Repeating.class::cast)
                .toList();
    }

    /** Closes everything once; a second time there is nothing left to do. */
    @Override
    public void close() {
        while (!resources.isEmpty()) {
            close(resources.pop());
        }
    }

    private static void close(AutoCloseable resource) {
        try {
            resource.close();
        } catch (Exception failure) {
            if (failure instanceof InterruptedException) {
                Thread.currentThread().interrupt();
            }
            LOG.warn("could not close {}", resource.getClass().getSimpleName(), failure);
        }
    }
}
