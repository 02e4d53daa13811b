package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.account.PasswordPolicy;
import java.util.Set;
import java.util.stream.Collectors;

/** What speaks against a password, for whoever chose it. */
final class PasswordWords {
    private PasswordWords() {}

    static String refused(Set<PasswordPolicy.Refusal> refusals, Configuration configuration) {
        return "That password is refused: "
                + of(refusals, configuration.passwords().policy().minLength()) + ".";
    }

    private static String of(Set<PasswordPolicy.Refusal> refusals, int minLength) {
        return refusals.stream()
                .map(refusal -> switch (refusal) {
                    case TOO_SHORT -> "it has fewer than " + minLength + " characters";
                    case TOO_LONG -> "it has more than " + PasswordPolicy.MAX_LENGTH + " characters";
                    case TOO_COMMON -> "it is common, or made of very few common ones";
                    case BREACHED -> "it is known from a breach";
                    case REPETITIVE -> "it says the same again and again";
                    case SEQUENCE -> "it is little more than a part of the alphabet, of the digits or of a row of keys";
                    case CONTAINS_ADDRESS -> "it is made of their address";
                    case CONTAINS_NAME -> "it is made of their name";
                    case CONTAINS_APPLICATION_NAME -> "it is made of APP_NAME";
                })
                .sorted()
                .collect(Collectors.joining(", "));
    }
}
