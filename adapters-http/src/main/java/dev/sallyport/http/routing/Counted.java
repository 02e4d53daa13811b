package dev.sallyport.http.routing;

/** Who counts a request against what its client may send. Each is counted once, by one of them. */
public enum Counted {
    /** Before anything else is done for it: the rule for everything below {@code /api/}. */
    BY_THE_EDGE,

    /**
     * Together with budgets of its own, which spares a round trip. Requests that do not get that far end in a {@link
     * dev.sallyport.http.problem.RequestRefused} and are counted then; so a handler returns no refusal of its own before it has called the use
     * case.
     */
    BY_ITS_USE_CASE,

    /** Pages, keys and health. */
    BY_NOBODY;

    private static final String API = "/api/";

    static Counted usually(String path) {
        return path.startsWith(API) ? BY_THE_EDGE : BY_NOBODY;
    }
}
