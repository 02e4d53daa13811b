package dev.sallyport.verifier;

import java.util.Locale;

/** A kind of token that Sallyport signs. They differ in type and in audience, so that whoever checks only one of these takes none for another. */
enum TokenKind {
    /** Whose holder may do all that it says (RFC 9068). */
    ACCESS("at+jwt", ""),
    /** Whose holder may do nothing but enrol a second factor, and that at Sallyport itself. */
    ENROLLMENT("enrollment+jwt", "#second-factor-enrollment");

    private final String type;
    private final String audienceSuffix;

    TokenKind(String type, String audienceSuffix) {
        this.type = type;
        this.audienceSuffix = audienceSuffix;
    }

    /** Whether that {@code typ} names it: a media type, hence of any case and with or without its prefix (RFC 9068 §4, RFC 7515 §4.1.9). */
    boolean isNamedBy(String typ) {
        String lowerCase = typ.toLowerCase(Locale.ROOT);
        return lowerCase.equals(type) || lowerCase.equals("application/" + type);
    }

    /** The {@code aud} of those for that audience. */
    String audience(String audience) {
        return audience + audienceSuffix;
    }
}
