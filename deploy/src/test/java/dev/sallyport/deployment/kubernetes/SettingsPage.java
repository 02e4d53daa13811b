package dev.sallyport.deployment.kubernetes;

import dev.sallyport.deployment.Repository;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What {@code docs/settings.md} says of settings; it is generated from them. */
final class SettingsPage {
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `([A-Z0-9_]+)` \\|.*\\| (\\S[^|]*) \\|$");
    private static final Pattern SECRET = Pattern.compile("MASTER_KEY(_PREVIOUS)?|REDIS_URL|.*_(PASSWORD|SECRET)");

    private SettingsPage() {}

    /** Those that this version has. */
    static Set<String> names() {
        Set<String> names = new HashSet<>();
        Matcher row = ROW.matcher(Repository.text("docs/settings.md"));
        while (row.find()) {
            if (!row.group(2).equals("not yet")) {
                names.add(row.group(1));
            }
        }
        return names;
    }

    /** Whether the value of this setting must be seen by nobody. */
    static boolean isSecret(String name) {
        return SECRET.matcher(name).matches();
    }
}
