package dev.sallyport.bootstrap.background;

import java.util.List;

/** Something that goes on in the background by threads of its own. */
public interface Jobs extends AutoCloseable {
    /** Those threads. */
    List<Repeating> jobs();

    @Override
    void close();
}
