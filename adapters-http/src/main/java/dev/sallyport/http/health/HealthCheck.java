package dev.sallyport.http.health;

/** Tells whether something that the server cannot do without is there. It may be asked often, and by several threads at once. */
public interface HealthCheck {

    /** What is asked for, in one lower-case word, such as {@code database}. */
    String name();

    /** Whether it answers. Throwing means no; so does taking longer than {@link Readiness#LONGEST_CHECK}. */
    boolean isHealthy();
}
