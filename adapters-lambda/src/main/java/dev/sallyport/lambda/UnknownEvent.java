package dev.sallyport.lambda;

/** The function was called with something that it does not know what to do with. */
final class UnknownEvent extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownEvent(String message) {
        super(message);
    }
}
