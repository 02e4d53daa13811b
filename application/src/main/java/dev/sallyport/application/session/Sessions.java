package dev.sallyport.application.session;

import dev.sallyport.domain.account.UserId;
import dev.sallyport.domain.session.ActiveSession;
import dev.sallyport.domain.session.AuthenticationMethod;
import dev.sallyport.domain.session.Client;
import dev.sallyport.domain.session.NewSession;
import dev.sallyport.domain.session.Session;
import dev.sallyport.domain.session.SessionId;
import dev.sallyport.domain.session.SessionPolicy;
import dev.sallyport.domain.session.UsedDevice;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * All sessions. None begins, and none goes on, without a second factor where its user has one. How old they are is judged by one clock alone, that of the store, however many instances there are.
 *
 * <p>Whatever ends a session, and whatever changes what its user may do, becomes known to every instance by its {@link RevocationFeed}.
 */
public interface Sessions {
    /**
     * Begins a session for a user who is active still and whose password is still the one that was proven, which forgives the wrong ones before it; and remembers when they signed in and on which device, for the hundred devices used last. If they then have more
     * than they may, those that have been idle longest end; of many that begin at once, no more stay than may. One round trip.
     *
     * @return empty if there is no such user, they are not active, their password is another by now or disabled, or they have a second factor
     *     and none was proven; nothing was changed then
     */
    Optional<Opened> open(NewSession wanted, SessionPolicy policy);

    /**
     * A session that has begun.
     *
     * @param newDevices if the user has signed in before, but never on such a device from such a place: how many such devices they began to use
     *     within the hour, this one included; otherwise 0
     * @param displaced those of the user's sessions that had to end for it
     */
    record Opened(ActiveSession active, int newDevices, List<SessionId> displaced) {
        public Opened {
            displaced = List.copyOf(displaced);
        }
    }

    /**
     * Takes down that the session's user has proven once more who they are, by these methods, and does not ask again for a while.
     *
     * @return the session after that, with its user; empty if it is over, or its user not active
     */
    Optional<ActiveSession> authenticated(SessionId id, Set<AuthenticationMethod> methods);

    /**
     * Takes down that the session's user has proven something besides what they had proven.
     *
     * @return whether the session is not over, and its user active
     */
    boolean strengthen(SessionId id, Set<AuthenticationMethod> methods);

    /** The session and its user, if the session is not over and the user is active. One round trip. */
    Optional<ActiveSession> active(SessionId id);

    /**
     * Moves the session on to its next generation, if the presented one is current, the session is not over and the user is
     * active. Of many at once that present the same generation, exactly one succeeds. One round trip.
     *
     * @param by who refreshes it, from now on the session's client
     * @return the session after the move, with its user
     */
    Optional<ActiveSession> rotate(SessionId id, long presentedGeneration, Client by, SessionPolicy policy);

    /** The session and its user in any state, held until the transaction ends so that nobody changes it meanwhile. */
    Optional<ActiveSession> lock(SessionId id);

    /**
     * Ends the session.
     *
     * @return whose it was; empty if there is none, or it was over already
     */
    Optional<UserId> end(SessionId id);

    /**
     * Ends a session of that user.
     *
     * @return whether it was one of theirs, and not over already
     */
    boolean end(SessionId id, UserId owner);

    /** Ends all sessions of that user but one, and tells which those were. */
    List<SessionId> endOthers(UserId owner, SessionId kept);

    /** Ends all sessions of that user, and tells which those were. */
    List<SessionId> endAll(UserId owner);

    /** On what the user has signed in, as far as it is remembered; used last first. */
    List<UsedDevice> devicesOf(UserId owner);

    /**
     * The user's sessions that are not over, newest first.
     *
     * @param before only those that began before this one; null for all
     * @param most how many at the most
     */
    List<Session> of(UserId owner, @Nullable SessionId before, int most);

    /**
     * Forgets sessions that have long been over, devices that have long been out of use, and revocations that no longer matter.
     *
     * @param most how many of each at the most
     * @return how many of that of which there were most; fewer than could be means that nothing is left
     */
    int purge(SessionPolicy policy, int most);
}
