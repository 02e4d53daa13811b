package dev.sallyport.mail;

import dev.sallyport.domain.account.LanguageTag;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Whole templates of one sort, plain text or HTML. */
final class Bodies {
    /** By kind of mail and language, which is null for every language that has none of its own. */
    private final Map<Key, WholeTemplate> templates = new HashMap<>();

    private record Key(String kind, @Nullable LanguageTag language) {}

    void put(String kind, @Nullable LanguageTag language, WholeTemplate template) {
        templates.put(new Key(kind, language), template);
    }

    Optional<WholeTemplate> of(String kind, LanguageTag language) {
        return Stream.concat(
                        PhraseBook.fromNearest(language).map(nearest -> new Key(kind, nearest)),
                        Stream.of(new Key(kind, null)))
                .flatMap(key -> Stream.ofNullable(templates.get(key)))
                .findFirst();
    }

    Stream<LanguageTag> languages() {
        return templates.keySet().stream().flatMap(key -> Stream.ofNullable(key.language()));
    }
}
