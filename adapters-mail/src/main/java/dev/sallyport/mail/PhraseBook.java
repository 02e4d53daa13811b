package dev.sallyport.mail;

import dev.sallyport.domain.account.LanguageTag;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SequencedSet;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** All phrases that there are, by language. */
final class PhraseBook {
    /** What every language falls back to. */
    static final LanguageTag ENGLISH = LanguageTag.of("en");

    /** Those that come with this module. */
    static final List<LanguageTag> BUNDLED = Stream.of("ar", "de", "en", "es", "fr", "ja", "pt", "ru", "uk", "zh")
            .map(LanguageTag::of)
            .filter(language -> PhraseBook.class.getResource(fileOf(language)) != null)
            .toList();

    private final Map<LanguageTag, Map<String, String>> own;
    private final SequencedSet<LanguageTag> languages;
    private final Map<LanguageTag, Phrases> books = new ConcurrentHashMap<>();

    /**
     * @param own phrases that go before those that come with this module, by language
     * @param more languages that there is something in besides phrases
     */
    PhraseBook(Map<LanguageTag, Map<String, String>> own, Stream<LanguageTag> more) {
        this.own = Map.copyOf(own);
        TreeSet<LanguageTag> all = new TreeSet<>(Comparator.comparing(LanguageTag::value));
        all.addAll(BUNDLED);
        all.addAll(own.keySet());
        more.forEach(all::add);
        this.languages = new LinkedHashSet<>(all);
    }

    /** Every language that there is something in, by its tag. */
    List<LanguageTag> languages() {
        return List.copyOf(languages);
    }

    /**
     * The phrases of the reader's language, or of the nearest that there is: {@code pt} for {@code pt-PT}; else those of the other language,
     * found likewise, and else English.
     */
    Phrases readBy(LanguageTag reader, LanguageTag otherwise) {
        LanguageTag nearest = Stream.concat(fromNearest(reader), fromNearest(otherwise))
                .filter(languages::contains)
                .findFirst()
                .orElse(ENGLISH);
        return books.computeIfAbsent(nearest, this::phrases);
    }

    private Phrases phrases(LanguageTag language) {
        List<Wording> wordings = new ArrayList<>();
        Stream.concat(fromNearest(language), Stream.of(ENGLISH)).distinct().forEach(candidate -> {
            if (own.containsKey(candidate)) {
                wordings.add(new Wording(candidate, own.getOrDefault(candidate, Map.of())));
            }
            if (BUNDLED.contains(candidate)) {
                wordings.add(new Wording(
                        candidate, PhraseFile.bundled(fileOf(candidate)).phrases()));
            }
        });
        return new Phrases(language, wordings);
    }

    /** The language itself, then without its region, then without its script, then alone (RFC 4647 §3.4). */
    static Stream<LanguageTag> fromNearest(LanguageTag language) {
        Locale locale = language.toLocale();
        String alone = locale.getLanguage();
        String script = locale.getScript().isEmpty() ? "" : "-" + locale.getScript();
        String region = locale.getCountry().isEmpty() ? "" : "-" + locale.getCountry();
        return Stream.of(alone + script + region, alone + script, alone + region, alone)
                .distinct()
                .map(LanguageTag::of);
    }

    static String fileOf(LanguageTag language) {
        return language.equals(ENGLISH) ? "messages.properties" : "messages_" + language.value() + ".properties";
    }
}
