package dev.sallyport.bootstrap.config;

/** How log lines look: for people, or one JSON object each. */
public enum LogFormat {
    TEXT,
    JSON
}
