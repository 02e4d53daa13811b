package dev.sallyport.application.testing;

import dev.sallyport.application.session.RefreshTokens;
import dev.sallyport.domain.session.GenuineRefreshToken;
import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.domain.session.SessionId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Refresh tokens in clear. */
public final class FakeRefreshTokens implements RefreshTokens {
    private static final Pattern FORM = Pattern.compile("refresh-([0-9a-f-]{36})-([0-9]+)");

    @Override
    public RefreshToken derive(SessionId session, long generation) {
        return RefreshToken.of("refresh-" + session + "-" + generation);
    }

    @Override
    public Optional<GenuineRefreshToken> authenticate(RefreshToken presented) {
        Matcher matcher = FORM.matcher(presented.reveal());
        return matcher.matches()
                ? Optional.of(new GenuineRefreshToken(
                        new SessionId(UUID.fromString(matcher.group(1))), Long.parseLong(matcher.group(2))))
                : Optional.empty();
    }
}
