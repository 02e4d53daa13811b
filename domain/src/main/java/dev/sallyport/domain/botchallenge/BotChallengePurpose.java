package dev.sallyport.domain.botchallenge;

/** What a client may be asked to answer a challenge for. */
public enum BotChallengePurpose {
    /** Registering. */
    REGISTER,
    /** Asking for a link that resets a password. */
    FORGOT,
    /** Signing in. */
    LOGIN
}
