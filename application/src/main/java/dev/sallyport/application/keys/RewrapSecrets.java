package dev.sallyport.application.keys;

import java.util.List;
import java.util.UUID;

/**
 * Seals everything that was sealed under the master key before under the one of today. It may be done while servers run, may be
 * interrupted, and does nothing where nothing is left to do.
 */
public final class RewrapSecrets {
    private static final int BATCH = 100;
    private static final UUID BEFORE_ALL = new UUID(0, 0);

    private final List<SealedValues> places;
    private final Vault vault;

    public RewrapSecrets(List<SealedValues> places, Vault vault) {
        this.places = List.copyOf(places);
        this.vault = vault;
    }

    public record Command() {}

    /** How it went, place by place. */
    public record Result(List<Count> counts) {}

    /**
     * How it went in one place.
     *
     * @param what is kept there
     * @param rewrapped how many were sealed anew
     * @param unopened how many stay as they are, because neither master key opens them
     */
    public record Count(String what, int rewrapped, int unopened) {}

    public Result handle(Command command) {
        return new Result(places.stream().map(this::rewrap).toList());
    }

    private Count rewrap(SealedValues place) {
        byte[] mark = vault.marks().getFirst();
        int rewrapped = 0;
        int unopened = 0;
        List<SealedValue> batch = place.without(mark, BEFORE_ALL, BATCH);
        while (!batch.isEmpty()) {
            for (SealedValue value : batch) {
                try {
                    byte[] opened = vault.open(value.sealed(), value.context());
                    rewrapped += place.replace(value, vault.seal(opened, value.context())) ? 1 : 0;
                } catch (Vault.CannotOpen lost) {
                    unopened++;
                }
            }
            batch = place.without(mark, batch.getLast().id(), BATCH);
        }
        return new Count(place.what(), rewrapped, unopened);
    }
}
