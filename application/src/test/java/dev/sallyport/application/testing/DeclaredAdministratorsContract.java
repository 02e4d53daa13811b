package dev.sallyport.application.testing;

import static dev.sallyport.application.testing.Samples.NOW;
import static dev.sallyport.application.testing.Samples.digest;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sallyport.application.invitation.DeclaredAdministrators;
import org.junit.jupiter.api.Test;

/** What every {@link DeclaredAdministrators} promises. */
public abstract class DeclaredAdministratorsContract {
    /** The adapter under test, which remembers nobody. */
    protected abstract DeclaredAdministrators declared();

    @Test
    void remembersWhoWasDeclared() {
        assertThat(declared().contains(digest(1))).isFalse();

        declared().add(digest(1), NOW);
        declared().add(digest(1), NOW.plusSeconds(1));

        assertThat(declared().contains(digest(1))).isTrue();
        assertThat(declared().contains(digest(2))).isFalse();
    }
}
