package dev.sallyport.domain.keys;

/** What a key works with, by its name in RFC 7518 §3.1. A key has one algorithm for as long as it lives. */
public enum KeyAlgorithm {
    /** ECDSA on P-256 with SHA-256. */
    ES256,
    /** RSASSA-PKCS1-v1_5 with SHA-256. */
    RS256,
    /** HMAC with SHA-256: whoever can verify can also sign. */
    HS256
}
