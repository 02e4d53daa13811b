package dev.sallyport.domain.secret;

/**
 * What a one-time secret is good for. The purpose goes into its digest, so that a secret of one kind is worthless at every
 * other endpoint.
 */
public enum SecretPurpose {
    EMAIL_VERIFICATION_CODE("email-verification-code"),
    EMAIL_VERIFICATION_LINK("email-verification-link");

    private final String label;

    SecretPurpose(String label) {
        this.label = label;
    }

    /** The stable name that is digested together with the secret; changing one voids every secret of that kind. */
    public String label() {
        return label;
    }
}
