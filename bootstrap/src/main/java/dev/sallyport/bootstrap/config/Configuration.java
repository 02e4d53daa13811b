package dev.sallyport.bootstrap.config;

import dev.sallyport.application.Policies;
import dev.sallyport.mail.BundledMailTemplates;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Everything that the operator decided, read once and checked as a whole.
 *
 * @param shown every setting that is in force, as it may be shown to people
 */
public record Configuration(
        ServerSettings server,
        DatabaseSettings database,
        SecretSettings secrets,
        TokenSettings tokens,
        SigningSettings signing,
        MailSettings mail,
        ClientSettings clients,
        RateLimitSettings rateLimits,
        BotChallengeSettings botChallenge,
        PasswordSettings passwords,
        AccountSettings accounts,
        SecondFactorSettings secondFactor,
        AuditSettings audit,
        DevelopmentSettings development,
        List<ShownSetting> shown) {
    public Configuration {
        shown = List.copyOf(shown);
    }

    /**
     * For a program that embeds Sallyport: {@code DATABASE_URL} and {@code MASTER_KEY} are required, all else has defaults.
     *
     * @param environment settings by name; other names that it holds are let be, unless they nearly are settings or begin
     *     as only ours do ({@code JWT_}, {@code SMTP_}, …)
     * @throws ConfigurationRefused with everything that is wrong
     */
    public static Configuration parse(Map<String, String> environment) {
        return parse(environment, Files::newInputStream);
    }

    /** Like {@link #parse(Map)}, with other files behind {@code NAME_FILE}. */
    public static Configuration parse(Map<String, String> environment, TextFiles files) {
        return parse(environment, files, false);
    }

    /** For the server, which sends its mail by SMTP: {@code SMTP_HOST} and {@code SMTP_FROM} are required, too. */
    public static Configuration parseForServer(Map<String, String> environment, TextFiles files) {
        return parse(environment, files, true);
    }

    /** For what needs nothing but the database: only what concerns it is required and looked at. */
    public static DatabaseSettings parseDatabase(Map<String, String> environment, TextFiles files) {
        Readings readings = Readings.of(DatabaseSettings.catalogue(), environment, files);
        List<Problem> problems = new ArrayList<>(readings.problems());
        DatabaseSettings.check(readings, problems);
        Misspellings.report(environment.keySet(), problems);
        refuseIfAny(problems);
        return DatabaseSettings.from(readings);
    }

    /** For what only asks a running server how it is: nothing else is looked at. */
    public static ManagementAddress parseManagement(Map<String, String> environment, TextFiles files) {
        Readings readings = Readings.of(ManagementAddress.catalogue(), environment, files);
        List<Problem> problems = new ArrayList<>(readings.problems());
        ManagementAddress.check(readings, problems);
        refuseIfAny(problems);
        return ManagementAddress.from(readings);
    }

    private static Configuration parse(Map<String, String> environment, TextFiles files, boolean sendsBySmtp) {
        Readings readings = Readings.of(Catalogue.SETTINGS, environment, files);
        List<Problem> problems = new ArrayList<>(readings.problems());
        ServerSettings.check(readings, problems);
        DatabaseSettings.check(readings, problems);
        SecretSettings.check(readings, problems);
        TokenSettings.check(readings, problems);
        MailSettings.check(readings, problems);
        if (sendsBySmtp) {
            MailSettings.require(readings, problems);
        }
        RateLimitSettings.check(readings, problems);
        BotChallengeSettings.check(readings, problems);
        PasswordSettings.check(readings, problems);
        Misspellings.report(environment.keySet(), problems);
        refuseIfAny(problems);
        TokenSettings tokens = TokenSettings.from(readings);
        SecondFactorSettings secondFactor = SecondFactorSettings.from(readings);
        PasswordSettings passwords = PasswordSettings.from(readings);
        return new Configuration(
                ServerSettings.from(readings),
                DatabaseSettings.from(readings),
                SecretSettings.from(readings),
                tokens,
                SigningSettings.from(readings),
                MailSettings.from(readings),
                ClientSettings.from(readings),
                RateLimitSettings.from(readings),
                BotChallengeSettings.from(readings),
                passwords,
                AccountSettings.from(readings),
                secondFactor,
                AuditSettings.from(readings),
                DevelopmentSettings.from(readings),
                shown(readings, tokens, passwords, secondFactor));
    }

    /** Everything that is in force. */
    private static List<ShownSetting> shown(
            Readings readings, TokenSettings tokens, PasswordSettings passwords, SecondFactorSettings secondFactor) {
        Map<Setting<?>, String> derived = Map.of(
                TokenSettings.JWT_ISSUER, tokens.issuer(),
                TokenSettings.JWT_AUDIENCE, tokens.audience(),
                SecondFactorSettings.TOTP_ISSUER, secondFactor.policy().issuer(),
                PasswordSettings.PASSWORD_MIN_LENGTH,
                        Integer.toString(passwords.policy().minLength()),
                PasswordSettings.PASSWORD_HASH_CONCURRENCY, Integer.toString(passwords.concurrency()));
        return Catalogue.SETTINGS.stream()
                .map(setting -> readings.shown(setting, derived.get(setting)))
                .toList();
    }

    /** Whether this is the name of a setting. */
    public static boolean isSetting(String name) {
        return Catalogue.SETTINGS.stream().anyMatch(setting -> setting.name().equals(name));
    }

    private static void refuseIfAny(List<Problem> problems) {
        if (!problems.isEmpty()) {
            throw new ConfigurationRefused(problems);
        }
    }

    /** The rules for the core. */
    public Policies policies() {
        return new Policies(
                passwords.policy(),
                accounts.registration(),
                tokens.session(),
                accounts.account(),
                accounts.recovery(),
                secondFactor.policy(),
                mail.policy(),
                botChallenge.policy());
    }

    /** What mails say, in every language. */
    public BundledMailTemplates mailTemplates() {
        return new BundledMailTemplates(
                server.appName(), server.publicUrl(), mail.branding(), mail.templates(), server.defaultLocale());
    }

    /** Every setting that is in force, with its value and where it was said, one a line; secrets hidden. */
    public String table() {
        StringBuilder table = new StringBuilder();
        int names = shown.stream()
                .mapToInt(setting -> setting.name().length())
                .max()
                .orElse(0);
        for (ShownSetting setting : shown) {
            table.append(setting.name())
                    .append(" ".repeat(names - setting.name().length() + 2))
                    .append(setting.value())
                    .append(setting.source() == ShownSetting.Source.DEFAULT ? "" : "  [" + setting.source() + "]")
                    .append('\n');
        }
        return table.toString();
    }
}
