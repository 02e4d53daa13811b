package dev.sallyport.domain.access;

import java.util.UUID;

/** One state of all roles together. Whatever changes any role makes another, which never was before. */
public record RolesEdition(UUID value) {
    @Override
    public String toString() {
        return value.toString();
    }
}
