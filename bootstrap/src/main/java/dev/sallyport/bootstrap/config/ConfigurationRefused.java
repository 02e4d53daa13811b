package dev.sallyport.bootstrap.config;

import java.util.List;
import java.util.stream.Collectors;

/** The settings are missing, malformed, weak or at odds with one another. The message lists everything that is wrong. */
public final class ConfigurationRefused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient List<Problem> problems;

    public ConfigurationRefused(List<Problem> problems) {
        super(problems.stream()
                .map(problem -> "  - " + problem)
                .collect(Collectors.joining("\n", headline(problems.size()) + "\n", "")));
        this.problems = List.copyOf(problems);
    }

    /** For whoever sends mail by SMTP without having said by which server. */
    public static ConfigurationRefused forLackOfAMailServer() {
        return new ConfigurationRefused(MailSettings.lackOfAMailServer());
    }

    private static String headline(int count) {
        return count == 1 ? "One setting needs mending:" : count + " settings need mending:";
    }

    public List<Problem> problems() {
        return problems;
    }
}
