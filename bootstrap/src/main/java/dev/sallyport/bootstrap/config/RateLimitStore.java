package dev.sallyport.bootstrap.config;

/** Where budgets are kept. */
public enum RateLimitStore {
    /** In each instance, by itself. */
    MEMORY,
    /** In one place for all. */
    REDIS
}
