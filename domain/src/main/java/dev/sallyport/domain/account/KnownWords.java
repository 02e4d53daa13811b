package dev.sallyport.domain.account;

import dev.sallyport.domain.account.PasswordPolicy.Refusal;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * What others know of an account, too: the words of its address, of its display name and of the application's name. They may occur in a
 * password, but do not count towards its length. The whole address may not occur.
 */
final class KnownWords {
    private static final int SHORTEST_WORD = 4;
    private static final Pattern NO_LETTERS_OR_DIGITS = Pattern.compile("[^\\p{L}\\p{M}\\p{N}]+");
    private static final Pattern NO_LETTERS = Pattern.compile("[^\\p{L}\\p{M}]+");

    private final String address;
    private final Map<Refusal, Set<String>> words = new EnumMap<>(Refusal.class);

    KnownWords(Chooser chooser, String applicationName) {
        EmailAddress email = chooser.email();
        DisplayName name = chooser.name();
        address = email == null ? "" : email.value();
        words.put(Refusal.CONTAINS_ADDRESS, wordsOf(address.replaceFirst("\\.[^.]*$", "")));
        words.put(Refusal.CONTAINS_NAME, wordsOf(name == null ? "" : name.value()));
        words.put(Refusal.CONTAINS_APPLICATION_NAME, wordsOf(applicationName));
    }

    private static Set<String> wordsOf(String text) {
        String lowerCase = text.toLowerCase(Locale.ROOT);
        // The longest first: what is left of it must not be counted again.
        Set<String> found = new TreeSet<>(
                Comparator.comparingInt(String::length).reversed().thenComparing(Comparator.naturalOrder()));
        Stream.concat(
                        Stream.concat(Stream.of(lowerCase), Stream.of(lowerCase.split("@", 2))),
                        Stream.of(NO_LETTERS_OR_DIGITS, NO_LETTERS).flatMap(gap -> gap.splitAsStream(lowerCase)))
                .filter(word -> word.codePointCount(0, word.length()) >= SHORTEST_WORD)
                .forEach(found::add);
        return found;
    }

    /**
     * What is in the text, if too little is left without it.
     *
     * @param text in lower case
     */
    Set<Refusal> refusals(String text, int minLength) {
        Set<Refusal> contained = EnumSet.noneOf(Refusal.class);
        String rest = text;
        for (Refusal source : List.copyOf(words.keySet())) {
            for (String word : words.getOrDefault(source, Set.of())) {
                if (text.contains(word)) {
                    contained.add(source);
                    rest = rest.replace(word, "");
                }
            }
        }
        if (rest.codePointCount(0, rest.length()) >= minLength) {
            contained.clear();
        }
        if (!address.isEmpty() && text.contains(address)) {
            contained.add(Refusal.CONTAINS_ADDRESS);
        }
        return contained;
    }
}
