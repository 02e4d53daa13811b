package dev.sallyport.http.routing;

/** A port cannot be opened: it is in use, or not for us. The message names it and is meant for the operator. */
public final class CannotListen extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotListen(String host, int port, Throwable cause) {
        super("cannot listen on " + host + ":" + port + ": it is in use or not allowed", cause);
    }
}
