package dev.sallyport.http.routing;

import dev.sallyport.http.problem.Problem;
import java.time.Duration;

/**
 * Is told what comes of requests, in words that are known beforehand: never what a stranger has typed. It is called by the thread that handles the
 * request, so it neither blocks nor throws.
 */
public interface RequestObserver {
    /** Where nothing is, or nobody was let in to see. */
    String UNMATCHED = "unmatched";

    /** A method that HTTP does not have. */
    String OTHER_METHOD = "other";

    /** Takes no notice. */
    RequestObserver NONE = new RequestObserver() {
        @Override
        public void answered(String method, String route, int status, Duration took) {}

        @Override
        public void refused(Problem problem) {}
    };

    /**
     * A request was answered, but perhaps not sent.
     *
     * @param method of HTTP's, or {@link #OTHER_METHOD}
     * @param route its path as it was registered, with {@code {name}} for a part that varies, or {@link #UNMATCHED}
     */
    void answered(String method, String route, int status, Duration took);

    /** A request was refused with that problem, or failed. */
    void refused(Problem problem);
}
