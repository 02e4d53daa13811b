package dev.sallyport.devtools;

import java.util.regex.Pattern;

/** Whether a mail is looked at in the dark. */
enum ColorScheme implements Choice {
    LIGHT("Light"),
    DARK("Dark");

    private static final Pattern PREFERENCE =
            Pattern.compile("(?i)\\(\\s*prefers-color-scheme\\s*:\\s*(light|dark)\\s*\\)");
    private static final Pattern SUPPORTED =
            Pattern.compile("(?i)(color-schemes?[\"']?\\s*(?::|content=[\"']?)\\s*)(light\\s+dark|dark\\s+light)");

    private final String label;

    ColorScheme(String label) {
        this.label = label;
    }

    @Override
    public String label() {
        return label;
    }

    /** That HTML as it looks to readers who prefer this, whatever the browser that shows it prefers. */
    String force(String html) {
        String decided = PREFERENCE
                .matcher(html)
                .replaceAll(preference ->
                        preference.group(1).equalsIgnoreCase(code()) ? "(min-width: 0)" : "(max-width: 0)");
        return SUPPORTED.matcher(decided).replaceAll("$1" + code());
    }
}
