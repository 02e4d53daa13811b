package dev.sallyport.http.routing;

/** A port cannot be opened. The message, meant for the operator, names it and says why. */
public final class CannotListen extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final int port;

    CannotListen(String host, int port, Throwable cause) {
        super("cannot listen on " + host + ":" + port + ": " + reason(cause), cause);
        this.port = port;
    }

    /** What the operating system said, which Jetty and Javalin wrap. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }

    /** The port that was to be opened. */
    public int port() {
        return port;
    }
}
