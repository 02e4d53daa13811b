package dev.sallyport.bootstrap.config;

/** What clients are asked for that try something often. */
public enum BotChallengeKind {
    /** Nothing. */
    OFF,
    /** A little work for their processor. */
    PROOF_OF_WORK,
    /** Whatever Cloudflare Turnstile asks for. */
    TURNSTILE,
    /** Whatever hCaptcha asks for. */
    HCAPTCHA;

    boolean isByProvider() {
        return this == TURNSTILE || this == HCAPTCHA;
    }
}
