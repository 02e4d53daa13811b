package dev.sallyport.domain.session;

/** How somebody proved who they are, by the names of RFC 8176 (the {@code amr} claim). */
public enum AuthenticationMethod {
    PASSWORD("pwd"),
    /** A code of an authenticator. */
    ONE_TIME_PASSWORD("otp"),
    /** More than one factor, whichever they were. */
    MULTIPLE_FACTORS("mfa");

    private final String reference;

    AuthenticationMethod(String reference) {
        this.reference = reference;
    }

    /** The method's name in the {@code amr} claim. */
    public String reference() {
        return reference;
    }

    /** The method of that name. */
    public static AuthenticationMethod of(String reference) {
        for (AuthenticationMethod method : values()) {
            if (method.reference.equals(reference)) {
                return method;
            }
        }
        throw new IllegalArgumentException("no authentication method is called " + reference);
    }
}
