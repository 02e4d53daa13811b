package dev.sallyport.application.session;

import dev.sallyport.application.ServiceUnavailable;
import dev.sallyport.domain.access.RolesEdition;
import dev.sallyport.domain.session.Revocation;
import java.time.Duration;
import java.util.List;

/** Brings what was revoked and which edition of the roles there is, wherever they were changed. One instance follows one feed, with one thread. */
public interface RevocationFeed extends AutoCloseable {
    /**
     * What was revoked since this was asked last, as it is now; the first time, and the first time after a failure, everything that
     * still matters. Waits until there is something, or until the longest wait is over. Nothing that was kept before it was asked is
     * ever left out, and a revocation may be told more than once.
     *
     * <p>A change of what roles allow ends the wait, too.
     *
     * @throws ServiceUnavailable if the store cannot be reached
     */
    News await(Duration longestWait);

    /**
     * What was heard.
     *
     * @param revoked what voids tokens
     * @param roles which edition of the roles there was when that was so
     */
    record News(List<Revocation> revoked, RolesEdition roles) {
        public News {
            revoked = List.copyOf(revoked);
        }
    }

    /** Has it tell everything that still matters once more, when it is asked next. */
    void beginAnew();

    @Override
    void close();
}
