package dev.sallyport.bootstrap.background;

import java.util.List;

/** Something that goes on in the background. */
public interface Jobs extends AutoCloseable {
    /** What is done for it again and again. */
    List<? extends Work> jobs();

    @Override
    void close();
}
