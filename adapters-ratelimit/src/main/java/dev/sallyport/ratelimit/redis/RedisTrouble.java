package dev.sallyport.ratelimit.redis;

/** What can be wrong with Redis. */
public enum RedisTrouble {
    /** No such name. */
    UNKNOWN_HOST,
    /** Nobody listens there. */
    CONNECTION_REFUSED,
    /** No answer in time. */
    SILENCE,
    /** No encrypted connection, or to somebody who is not trusted. */
    TLS,
    /** A wrong password, or none where one is wanted. */
    SIGN_IN,
    /** The user may not do what we have to. */
    FORBIDDEN,
    /** The sentinels do not know the master by that name. */
    UNKNOWN_MASTER,
    /** It is not part of a cluster, and should be. */
    NO_CLUSTER,
    /** It is part of a cluster, and should not be. */
    CLUSTER,
    /** It is a replica, to which nothing can be written. */
    REPLICA,
    /** Anything else. */
    OTHER
}
