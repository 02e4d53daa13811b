package dev.sallyport.verifier;

import java.time.Duration;

/** The caller proved who they are too long ago for that: 401 with a step-up challenge (RFC 9470 §3). */
public final class SignInTooOld extends AccessRefused {
    private static final long serialVersionUID = 1L;

    SignInTooOld(Duration maxAge) {
        super(
                "signed in longer ago than " + maxAge,
                Answer.challenge(
                        401,
                        "Bearer error=\"insufficient_user_authentication\", max_age=\"" + maxAge.toSeconds() + "\""),
                null);
    }
}
