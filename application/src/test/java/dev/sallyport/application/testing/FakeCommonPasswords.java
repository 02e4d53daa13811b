package dev.sallyport.application.testing;

import dev.sallyport.domain.account.CommonPasswords;
import java.util.List;
import java.util.OptionalInt;

/** The few that everybody thinks of. */
public final class FakeCommonPasswords implements CommonPasswords {
    private static final List<String> MOST_COMMON_FIRST =
            List.of("password", "letmein", "monkey", "dragon", "iloveyou", "trustno1", "thisismypassword");

    @Override
    public OptionalInt rank(String text) {
        int place = MOST_COMMON_FIRST.indexOf(text);
        return place < 0 ? OptionalInt.empty() : OptionalInt.of(place + 1);
    }
}
