package dev.sallyport.bootstrap.config;

/** Against which lists new passwords are checked. */
public enum BreachCheck {
    /** Those that come with it. */
    BUNDLED,
    /** Those, and Have I Been Pwned. */
    HIBP,
    /** None. What is known of the account, repetitions and sequences are still refused. */
    OFF
}
