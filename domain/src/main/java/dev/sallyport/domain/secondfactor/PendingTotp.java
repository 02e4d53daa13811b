package dev.sallyport.domain.secondfactor;

import java.util.UUID;

/**
 * An authenticator whose owner has yet to show that it works; it counts for nothing until then.
 *
 * @param enrolment which of the owner's enrolments it is: a new one voids those before
 */
public record PendingTotp(UUID enrolment, TotpSeed seed, TotpParameters parameters) {}
