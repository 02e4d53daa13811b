package dev.sallyport.bootstrap;

import org.jspecify.annotations.Nullable;

/** Sallyport cannot start, for a reason that its operator can mend. The message is for them and says how. */
public final class CannotStart extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public CannotStart(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /**
     * For a port that is in use, or not allowed to us.
     *
     * @param setting by which another port is chosen
     */
    public static CannotStart portTaken(String setting, String host, int port, Throwable cause) {
        return new CannotStart(
                "Port " + port + " cannot be opened on " + host
                        + ": it is in use or not allowed. Stop what uses it, or choose another by " + setting + ".",
                cause);
    }
}
