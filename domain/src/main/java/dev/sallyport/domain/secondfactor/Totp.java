package dev.sallyport.domain.secondfactor;

/**
 * An authenticator whose owner has shown that it works.
 *
 * @param spentStep the last time step of which a code was accepted: neither that nor an older one is accepted again
 */
public record Totp(TotpSeed seed, TotpParameters parameters, long spentStep) {}
