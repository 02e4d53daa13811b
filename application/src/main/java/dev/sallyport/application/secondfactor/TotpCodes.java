package dev.sallyport.application.secondfactor;

import dev.sallyport.domain.secondfactor.TotpCode;
import dev.sallyport.domain.secondfactor.TotpParameters;
import dev.sallyport.domain.secondfactor.TotpSeed;

/** Computes what authenticators show (RFC 6238, with HMAC-SHA-1). */
public interface TotpCodes {
    /** A seed that nobody has seen yet, from a cryptographically secure random number generator. */
    TotpSeed newSeed();

    /** The code of a time step. */
    TotpCode codeOf(TotpSeed seed, TotpParameters parameters, long step);
}
