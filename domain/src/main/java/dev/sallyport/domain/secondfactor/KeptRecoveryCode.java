package dev.sallyport.domain.secondfactor;

import dev.sallyport.domain.account.PasswordHash;

/** What is kept of a recovery code. */
public record KeptRecoveryCode(String selector, PasswordHash hash) {}
