package dev.sallyport.application.keys;

import java.util.List;
import java.util.UUID;

/** One place in the store where sealed values are kept. Each place has its own, so that all of them can be sealed anew. */
public interface SealedValues {
    /** What is kept there, in the plural, for operators. */
    String what();

    /**
     * Values that do not begin with that mark, in the order of their ids.
     *
     * @param mark see {@link Vault#marks}
     * @param after the id behind which to begin
     * @param most how many at the most
     */
    List<SealedValue> without(byte[] mark, UUID after, int most);

    /**
     * Puts another sealing of the same in its place.
     *
     * @return whether it was still as it had been found; otherwise nothing was done
     */
    boolean replace(SealedValue found, byte[] sealed);
}
