package dev.sallyport.application.keys;

import java.util.List;

/**
 * Encrypts what must not be readable in a stolen database: AES-256-GCM under the master key, whose id stands in front, so that it
 * can be rotated.
 */
public interface Vault {
    /**
     * Encrypts and authenticates.
     *
     * @param context what the plaintext belongs to (kind and id); needed again to open it, so that sealed values cannot be
     *     exchanged for one another
     */
    byte[] seal(byte[] plaintext, String context);

    /**
     * Decrypts what {@link #seal} made.
     *
     * @throws CannotOpen if it was sealed under another master key or for another context, or was altered
     */
    byte[] open(byte[] sealed, String context) throws CannotOpen;

    /** How sealed values begin that can be opened here; what is sealed here begins like the first. */
    List<byte[]> marks();

    /** The sealed value is not one of ours, or not for this context. */
    final class CannotOpen extends Exception {
        private static final long serialVersionUID = 1L;

        public CannotOpen(String why) {
            super(why);
        }

        public CannotOpen(String why, Throwable cause) {
            super(why, cause);
        }
    }
}
