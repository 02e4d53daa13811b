package dev.sallyport.application.keys;

import dev.sallyport.domain.keys.KeyLife;
import java.util.List;

/** The signing keys that this instance signs and verifies with, and publishes. */
public interface SigningKeys {
    /**
     * Uses these from now on. Whoever signs or verifies meanwhile sees either all of the old or all of the new.
     *
     * @param live keys of which exactly one signs
     * @throws RuntimeException if one of them cannot be opened; then everything stays as it was
     */
    void use(List<KeyLife> live);
}
