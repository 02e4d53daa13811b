package dev.sallyport.domain.botchallenge;

import dev.sallyport.domain.parsing.Flaw;
import dev.sallyport.domain.parsing.Parsed;
import org.jspecify.annotations.Nullable;

/** What a client answers a challenge with: visible ASCII, whose meaning is known to whoever verifies it. */
public record BotChallengeAnswer(String value) {
    private static final int MAX_LENGTH = 4096;

    public BotChallengeAnswer {
        if (flaw(value) != null) {
            throw new IllegalArgumentException("not an answer to a challenge");
        }
    }

    public static Parsed<BotChallengeAnswer> parse(String text) {
        Flaw flaw = flaw(text);
        return flaw == null ? Parsed.valid(new BotChallengeAnswer(text)) : Parsed.invalid(flaw);
    }

    private static @Nullable Flaw flaw(String text) {
        if (text.isEmpty()) {
            return Flaw.TOO_SHORT;
        }
        if (text.length() > MAX_LENGTH) {
            return Flaw.TOO_LONG;
        }
        return text.chars().allMatch(c -> c > ' ' && c < 127) ? null : Flaw.FORBIDDEN_CHARACTERS;
    }
}
