package dev.sallyport.application.invitation;

import dev.sallyport.domain.secret.SecretDigest;
import java.time.Instant;

/** The addresses that an operator's file has declared to be administrators', as digests: they outlast the accounts. */
public interface DeclaredAdministrators {
    /** Whether the address has been declared before. */
    boolean contains(SecretDigest address);

    /** Remembers an address; nothing happens if it is remembered already. */
    void add(SecretDigest address, Instant now);
}
