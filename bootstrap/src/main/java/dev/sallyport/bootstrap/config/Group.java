package dev.sallyport.bootstrap.config;

/** What a setting is about. */
enum Group {
    SERVER("Server"),
    DATABASE("Database"),
    SECRETS("Secrets"),
    TOKENS("Tokens and sessions"),
    MAIL("Mail"),
    CLIENTS("Clients"),
    RATE_LIMITS("Rate limits"),
    BOTS("Bots"),
    PASSWORDS("Passwords"),
    TWO_FACTOR("Second factor"),
    ACCOUNTS("Accounts"),
    AUDIT("Audit trail"),
    DEVELOPMENT("Development");

    private final String title;

    Group(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }
}
