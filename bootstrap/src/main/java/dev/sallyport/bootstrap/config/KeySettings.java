package dev.sallyport.bootstrap.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What concerns the server's keys alone. */
public record KeySettings(DatabaseSettings database, SecretSettings secrets, SigningSettings signing) {
    /**
     * For what needs nothing but the database and the keys in it: only what concerns them is required and looked at.
     *
     * @throws ConfigurationRefused with everything that is wrong
     */
    public static KeySettings parse(Map<String, String> environment, TextFiles files) {
        List<Setting<?>> settings = Stream.of(
                        DatabaseSettings.catalogue(), SecretSettings.catalogue(), TokenSettings.catalogue())
                .<Setting<?>>flatMap(List::stream)
                .toList();
        Readings readings = Readings.of(settings, environment, files);
        List<Problem> problems = new ArrayList<>(readings.problems());
        DatabaseSettings.check(readings, problems);
        SecretSettings.check(readings, problems);
        TokenSettings.check(readings, problems);
        Misspellings.report(environment.keySet(), problems);
        if (!problems.isEmpty()) {
            throw new ConfigurationRefused(problems);
        }
        return new KeySettings(
                DatabaseSettings.from(readings), SecretSettings.from(readings), SigningSettings.from(readings));
    }
}
