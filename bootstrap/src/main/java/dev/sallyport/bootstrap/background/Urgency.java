package dev.sallyport.bootstrap.background;

/** Who would miss it if something were not done. */
public enum Urgency {
    /** Whoever is answered next: they would be answered by what is not so any more. */
    BEFORE_AN_ANSWER,

    /** Whoever asked for it, and waits for it by now. */
    AFTER_AN_ANSWER,

    /** Nobody today. */
    NOW_AND_THEN
}
