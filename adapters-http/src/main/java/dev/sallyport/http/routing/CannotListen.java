package dev.sallyport.http.routing;

/** A port cannot be opened. The message, meant for the operator, names it and says why. */
public final class CannotListen extends RuntimeException {

    private static final long serialVersionUID = 1L;

    CannotListen(String host, int port, Throwable cause) {
        super("cannot listen on " + host + ":" + port + ": " + reason(cause), cause);
    }

    /** What the operating system said, which Jetty and Javalin wrap. */
    private static String reason(Throwable failure) {
        Throwable innermost = failure;
        while (innermost.getCause() != null) {
            innermost = innermost.getCause();
        }
        return String.valueOf(innermost.getMessage());
    }
}
