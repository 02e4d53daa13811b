package dev.sallyport.application.session;

import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import java.time.Instant;
import java.util.Optional;

/** All sessions. */
public interface Sessions {
    /** Begins the session. */
    void open(Session session);

    /** The session and its user, if the session is not over and the user is active. One round trip. */
    Optional<ActiveSession> active(SessionId id, Instant now);

    /**
     * Moves the session on to its next generation, if the presented one is current, the session is not over and the user is
     * active. Of many at once that present the same generation, exactly one succeeds. One round trip.
     *
     * @return the session after the move, with its user
     */
    Optional<ActiveSession> rotate(SessionId id, long presentedGeneration, Instant now, SessionPolicy policy);

    /** The session and its user in any state, held until the transaction ends so that nobody changes it meanwhile. */
    Optional<ActiveSession> lock(SessionId id);

    /**
     * Ends the session.
     *
     * @return whose it was; empty if there is none, or it was over already
     */
    Optional<UserId> end(SessionId id, Instant now);
}
