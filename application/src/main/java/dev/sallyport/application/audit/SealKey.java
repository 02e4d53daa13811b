package dev.sallyport.application.audit;

/** What the audit trail is sealed with: a key of the server's that serves nothing else. Used by one thread or many. */
@FunctionalInterface
public interface SealKey {
    /** The message's authentication code, of 32 bytes. */
    byte[] authenticate(byte[] message);
}
