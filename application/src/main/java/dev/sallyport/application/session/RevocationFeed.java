package dev.sallyport.application.session;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.domain.session.Revocation;
import java.time.Duration;
import java.util.List;

/** Brings what was revoked, wherever it was revoked. One instance follows one feed, with one thread. */
public interface RevocationFeed extends AutoCloseable {
    /**
     * What was revoked since this was asked last, as it is now; the first time, and the first time after a failure, everything that
     * still matters. Waits until there is something, or until the longest wait is over. Nothing that was kept before it was asked is
     * ever left out, and a revocation may be told more than once.
     *
     * @throws ServiceUnavailable if the store cannot be reached
     */
    List<Revocation> await(Duration longestWait);

    /** Has it tell everything that still matters once more, when it is asked next. */
    void beginAnew();

    @Override
    void close();
}
