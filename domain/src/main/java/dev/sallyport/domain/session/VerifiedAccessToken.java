package dev.sallyport.domain.session;

/** The proof that an access token is ours, unaltered and unexpired. Only the {@code AccessTokens} port makes one. */
public record VerifiedAccessToken(AccessClaims claims) {}
