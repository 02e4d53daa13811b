package dev.sallyport.security.account;

import com.nulabinc.zxcvbn.StandardKeyboards;
import com.nulabinc.zxcvbn.Zxcvbn;
import com.nulabinc.zxcvbn.ZxcvbnBuilder;
import dev.sallyport.application.account.PasswordMeter;
import dev.sallyport.domain.account.Chooser;
import dev.sallyport.domain.account.DisplayName;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.Password;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The estimate of zxcvbn, of the beginning of the password: it takes longer than in proportion, and what is long is not weak. It also tries every
 * combination of what look-alikes may stand for; so only a few different ones are left in.
 */
public final class ZxcvbnPasswordMeter implements PasswordMeter {
    private static final int MAX_LENGTH = 40;

    /** What zxcvbn takes for disguised letters. */
    private static final String LOOKALIKES = "4@8({[<369&#!1/|0$5+7%2";

    private static final int MAX_LOOKALIKES = 4;

    /** No look-alike. */
    private static final char ANY_SIGN = '~';

    private final BundledPasswords lists;
    private final String applicationName;
    private volatile @Nullable Zxcvbn estimator;

    public ZxcvbnPasswordMeter(BundledPasswords lists, String applicationName) {
        this.lists = lists;
        this.applicationName = applicationName;
    }

    @Override
    public int strength(Password password, Chooser chooser) {
        String text = password.reveal();
        String beginning = text.length() <= MAX_LENGTH ? text : text.substring(0, MAX_LENGTH);
        return estimator().measure(withFewLookalikes(beginning), known(chooser)).getScore();
    }

    private static String withFewLookalikes(String text) {
        StringBuilder kept = new StringBuilder();
        StringBuilder result = new StringBuilder(text);
        for (int i = 0; i < text.length(); i++) {
            char character = text.charAt(i);
            if (LOOKALIKES.indexOf(character) < 0 || kept.indexOf(String.valueOf(character)) >= 0) {
                continue;
            }
            if (kept.length() < MAX_LOOKALIKES) {
                kept.append(character);
            } else {
                result.setCharAt(i, ANY_SIGN);
            }
        }
        return result.toString();
    }

    private List<String> known(Chooser chooser) {
        List<String> known = new ArrayList<>();
        known.add(applicationName);
        EmailAddress email = chooser.email();
        if (email != null) {
            known.add(email.value());
            known.addAll(List.of(email.value().split("[@.]")));
        }
        DisplayName name = chooser.name();
        if (name != null) {
            known.add(name.value());
            known.addAll(List.of(name.value().split(" ")));
        }
        return known;
    }

    private Zxcvbn estimator() {
        Zxcvbn made = estimator;
        if (made == null) {
            // Two threads may both make one; the lists, which are what is large, are shared.
            made = make();
            estimator = made;
        }
        return made;
    }

    private Zxcvbn make() {
        try {
            return new ZxcvbnBuilder()
                    .dictionaries(lists.dictionaries())
                    .keyboard(StandardKeyboards.QWERTY_LOADER.load())
                    .keyboard(StandardKeyboards.KEYPAD_LOADER.load())
                    .build();
        } catch (IOException broken) {
            throw new UncheckedIOException("the keyboards cannot be read", broken);
        }
    }
}
