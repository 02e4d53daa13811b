package dev.sallyport.http.health;

/** Tells whether something that the server depends on is there. It may be asked often, and by several threads at once. */
public interface HealthCheck {

    /** What is asked for, in one lower-case word, such as {@code database}. */
    String name();

    /** Whether it answers. Throwing means no; so does taking longer than {@link Readiness#LONGEST_CHECK}. */
    boolean isHealthy();

    /** Whether nothing should be sent here without it; what is not required is shown alone. */
    default boolean isRequired() {
        return true;
    }
}
