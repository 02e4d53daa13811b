package dev.sallyport.bootstrap.config;

import java.util.List;
import java.util.stream.Collectors;

/** The page of the documentation that lists every setting, made from the catalogue. */
final class SettingsPage {
    private static final String INTRODUCTION = """
            # Settings

            Sallyport is configured by its environment alone. Every name may end in `_FILE` instead: the value is then read
            from that file. Every value, also one in such a file, may be `ssm:/path`: it is then read once, at the start, from
            [AWS Parameter Store](deployment/serverless.md#settings-in-parameter-store). Durations are written `90s`, `15m`, `12h`, `7d` or in ISO-8601, rates `10/1m`, sizes `19MiB`. An empty
            value is the same as none. `sallyport check-config` shows what is in force, secrets hidden; missing,
            malformed, weak, misspelt and contradictory settings are refused, all at once.
            """;

    private SettingsPage() {}

    static String markdown() {
        StringBuilder page = new StringBuilder(INTRODUCTION);
        for (Group group : Group.values()) {
            List<Setting<?>> settings = Catalogue.SETTINGS.stream()
                    .filter(setting -> setting.group() == group)
                    .collect(Collectors.toUnmodifiableList());
            page.append("\n## ")
                    .append(group.title())
                    .append("\n\n| name | default | meaning | since |\n|---|---|---|---|\n");
            settings.forEach(setting -> page.append(row(setting)));
        }
        return page.toString();
    }

    private static String row(Setting<?> setting) {
        return "| `" + setting.name() + "` | " + setting.fallbackShown() + " | " + setting.meaning() + " | "
                + setting.since() + " |\n";
    }
}
