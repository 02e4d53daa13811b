package dev.sallyport.domain.session;

/** How somebody proved who they are, by the names of RFC 8176 (the {@code amr} claim). */
public enum AuthenticationMethod {
    PASSWORD("pwd");

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
