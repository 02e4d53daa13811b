package dev.sallyport.ratelimit;

/** Hears how the store of {@link GuardedRateLimits} is doing. Neither blocks nor throws. */
public interface StoreListener {
    /**
     * The store does not answer; until {@link #closed} nobody asks it.
     *
     * @param reason for people
     */
    void opened(String reason);

    /** It answers again, and is asked again. */
    void closed();
}
