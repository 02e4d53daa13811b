package dev.sallyport.http.routing;

import java.io.IOException;
import java.io.OutputStream;

/** Makes a body while it is sent, so that it is never held whole. */
@FunctionalInterface
public interface BodyWriter {

    /**
     * Writes the whole body, as fast as the caller takes it: a slow reader makes {@code write} wait. What waits with it for seconds or
     * minutes must be nothing that others need, such as a transaction.
     *
     * <p>Whatever is thrown before the first bytes have left is answered as if the route had thrown it. After that, it can only break
     * the answer off, so that the caller notices that the rest is missing.
     *
     * @param out buffered; to close it does nothing, and returning ends the body
     * @throws IOException what {@code out} threw: the caller is gone, or takes nothing any more
     */
    void writeTo(OutputStream out) throws IOException;
}
