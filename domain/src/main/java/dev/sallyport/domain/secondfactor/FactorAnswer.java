package dev.sallyport.domain.secondfactor;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;

/** What somebody answers when they are asked for a second factor. Each kind has an answer of its own. */
public interface FactorAnswer {
    FactorKind kind();

    /** An answer of that kind, as people type it. */
    static Parsed<FactorAnswer> parse(FactorKind kind, String text) {
        return switch (kind) {
            case TOTP -> TotpCode.parse(text).map(code -> code);
            case RECOVERY_CODE -> RecoveryCode.parse(text).map(code -> code);
        };
    }

    /** An answer of whatever kind it looks like: where one field takes them all. */
    static Parsed<FactorAnswer> parse(String text) {
        for (FactorKind kind : FactorKind.values()) {
            Parsed<FactorAnswer> answer = parse(kind, text);
            if (answer instanceof Parsed.Valid<FactorAnswer>) {
                return answer;
            }
        }
        return Parsed.invalid(Flaw.MALFORMED);
    }
}
