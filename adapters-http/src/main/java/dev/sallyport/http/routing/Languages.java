package dev.sallyport.http.routing;

import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.parsing.Parsed;
import dev.sallyport.http.problem.ProblemTexts;
import java.util.List;
import java.util.Locale.LanguageRange;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The languages that a caller reads, best first, as {@code Accept-Language} has them (RFC 9110 §12.5.4). */
final class Languages {

    /** Nobody reads more; a bound keeps the work bounded. */
    private static final int MOST = 5;

    private static final int LONGEST_HEADER = 256;

    private Languages() {}

    static List<LanguageTag> of(@Nullable String header) {
        if (header == null || header.length() > LONGEST_HEADER) {
            return List.of();
        }
        try {
            return LanguageRange.parse(header).stream()
                    .filter(range -> range.getWeight() > 0)
                    .flatMap(Languages::tag)
                    .limit(MOST)
                    .toList();
        } catch (IllegalArgumentException malformed) {
            return List.of();
        }
    }

    /** Problems in the best of these languages, or else in that one, or else in English. */
    static ProblemTexts problemTexts(@Nullable String header, LanguageTag otherwise) {
        return ProblemTexts.in(Stream.concat(of(header).stream(), Stream.of(otherwise))
                .map(LanguageTag::toLocale)
                .toList());
    }

    private static Stream<LanguageTag> tag(LanguageRange range) {
        return switch (LanguageTag.parse(range.getRange())) {
            case Parsed.Valid<LanguageTag>(var tag) -> Stream.of(tag);
            case Parsed.Invalid<LanguageTag>(var flaw) -> Stream.empty();
        };
    }
}
