package dev.sallyport.bootstrap.config;

/** The least important events that are logged. */
public enum LogLevel {
    ERROR,
    WARN,
    INFO,
    DEBUG,
    TRACE
}
