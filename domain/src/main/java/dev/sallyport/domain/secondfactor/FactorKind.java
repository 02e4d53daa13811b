package dev.sallyport.domain.secondfactor;

import dev.sallyport.domain.session.AuthenticationMethod;
import java.util.Optional;
import java.util.Set;

/** The kinds of second factors, by the names that callers use. */
public enum FactorKind {
    /** A code that an authenticator app computes from the time (RFC 6238). */
    TOTP("totp"),
    /** One of the codes that were handed out for the day on which the authenticator is lost; RFC 8176 has no name of its own for it. */
    RECOVERY_CODE("recovery-code");

    private final String code;

    FactorKind(String code) {
        this.code = code;
    }

    /** The stable, kebab-case name that callers see. */
    public String code() {
        return code;
    }

    /** What proving it adds to a session's methods. */
    public Set<AuthenticationMethod> methods() {
        return switch (this) {
            case TOTP -> Set.of(AuthenticationMethod.ONE_TIME_PASSWORD, AuthenticationMethod.MULTIPLE_FACTORS);
            case RECOVERY_CODE -> Set.of(AuthenticationMethod.MULTIPLE_FACTORS);
        };
    }

    /** The kind of that name. */
    public static Optional<FactorKind> named(String code) {
        for (FactorKind kind : values()) {
            if (kind.code.equals(code)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
