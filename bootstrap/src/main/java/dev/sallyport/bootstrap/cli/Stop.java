package dev.sallyport.bootstrap.cli;

/** Somebody's wish that the server stop. */
public interface Stop {
    /** Returns once it is wished. */
    void await() throws InterruptedException;

    /** SIGTERM or SIGINT (Ctrl-C); a second one quits at once. */
    static Stop onSignals() {
        return StopSignals.install();
    }
}
