package dev.sallyport.persistence;

/**
 * How the pool's connections are used at one moment.
 *
 * @param active connections that somebody works with
 * @param idle connections that are open and free
 * @param waiting threads that wait for one
 */
public record ConnectionsInUse(int active, int idle, int waiting) {}
