package dev.sallyport.security.account;

import com.nulabinc.zxcvbn.StandardDictionaries;
import com.nulabinc.zxcvbn.matchers.Dictionary;
import com.nulabinc.zxcvbn.matchers.DictionaryLoader;
import dev.sallyport.domain.account.CommonPasswords;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Lists that come with zxcvbn: 30 000 passwords from breaches, 19 000 words of films and television, and 4 700 first names, each with the
 * most common first. They are read when they are first needed.
 */
public final class BundledPasswords implements CommonPasswords {
    private volatile @Nullable List<Dictionary> read;

    @Override
    public OptionalInt rank(String text) {
        int best = Integer.MAX_VALUE;
        for (Dictionary dictionary : dictionaries()) {
            Integer rank = dictionary.getRankedDictionary().get(text);
            if (rank != null && rank < best) {
                best = rank;
            }
        }
        return best == Integer.MAX_VALUE ? OptionalInt.empty() : OptionalInt.of(best);
    }

    /** The lists, of which there is one copy only. */
    List<Dictionary> dictionaries() {
        List<Dictionary> known = read;
        return known == null ? readOnce() : known;
    }

    private synchronized List<Dictionary> readOnce() {
        List<Dictionary> known = read;
        if (known == null) {
            List<Dictionary> dictionaries = new ArrayList<>();
            try {
                for (DictionaryLoader list : lists()) {
                    dictionaries.add(list.load());
                }
            } catch (IOException broken) {
                throw new UncheckedIOException("the lists of common passwords cannot be read", broken);
            }
            known = List.copyOf(dictionaries);
            read = known;
        }
        return known;
    }

    /** Asked for late, since the library's classes need not be loaded to start either. */
    private static List<DictionaryLoader> lists() {
        return List.of(
                StandardDictionaries.PASSWORDS_LOADER,
                StandardDictionaries.US_TV_AND_FILM_LOADER,
                StandardDictionaries.MALE_NAMES_LOADER,
                StandardDictionaries.FEMALE_NAMES_LOADER);
    }
}
