package dev.sallyport.bootstrap.config;

/** What happens to requests while the store of budgets does not answer. */
public enum OnStoreFailure {
    /** Each instance counts by itself, and more strictly. */
    LOCAL,
    /** They are refused. */
    DENY
}
