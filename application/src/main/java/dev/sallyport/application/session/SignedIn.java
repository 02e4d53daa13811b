package dev.sallyport.application.session;

import dev.sallyport.domain.account.User;
import dev.sallyport.domain.session.AccessToken;
import dev.sallyport.domain.session.RefreshToken;
import dev.sallyport.domain.session.SessionId;
import java.time.Duration;

/** Somebody is signed in: what their client needs to act for them and to stay so. */
public record SignedIn(
        User user,
        SessionId session,
        AccessToken accessToken,
        Duration accessTokenLifetime,
        RefreshToken refreshToken,
        Duration refreshTokenLifetime) {}
