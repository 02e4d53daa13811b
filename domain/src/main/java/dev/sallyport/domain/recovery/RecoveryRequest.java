package dev.sallyport.domain.recovery;

import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.session.Client;
import java.time.Instant;
import java.util.UUID;

/** Somebody says that they lost the password of the account of an address, if there is one. */
public record RecoveryRequest(UUID id, EmailAddress email, Client client, Instant requestedAt) {}
