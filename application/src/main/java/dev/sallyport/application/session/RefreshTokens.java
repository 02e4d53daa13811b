package dev.sallyport.application.session;

import dev.sallyport.domain.session.GenuineRefreshToken;
import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.domain.session.SessionId;
import java.util.Optional;

/** Derives refresh tokens from sessions, and recognises its own without any look-up. */
public interface RefreshTokens {
    /** The one token of that session's generation: the same whenever it is asked for. */
    RefreshToken derive(SessionId session, long generation);

    /** What the token says, if it is genuine; empty for anything forged, altered or not canonically written. */
    Optional<GenuineRefreshToken> authenticate(RefreshToken presented);
}
