package dev.sallyport.mail;

import java.net.URI;
import java.util.Optional;

/**
 * How mails show whose they are.
 *
 * @param logo a picture that mail programs fetch; without one, mails fetch nothing
 * @param color that of buttons
 */
public record Branding(Optional<URI> logo, BrandColor color) {
    /** No logo, and a blue that goes with most. */
    public static final Branding STANDARD = new Branding(Optional.empty(), new BrandColor(0x1d4ed8));

    public Branding {
        if (logo.isPresent() && (!logo.get().isAbsolute() || logo.get().getHost() == null)) {
            throw new IllegalArgumentException("a logo has an address that is absolute");
        }
    }
}
