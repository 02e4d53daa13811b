package dev.sallyport.application.secret;

/** Makes secrets from a cryptographically secure random number generator. */
public interface SecretGenerator {
    /** So many decimal digits, each equally likely. */
    String digits(int count);

    /** So many characters of Crockford's base 32 (digits and upper-case letters without I, L, O and U), each equally likely: five bits each. */
    String base32(int count);

    /** 256 random bits in 43 characters of base64url without padding. */
    String token();
}
