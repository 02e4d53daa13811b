package dev.sallyport.devtools;

import dev.sallyport.application.admin.CreateAdministrator;
import dev.sallyport.bootstrap.CannotStart;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.DevelopmentSettings;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.account.PasswordPolicy;
import dev.sallyport.domain.secret.Secret;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** The administrator whom a development server has from the beginning. */
final class DevAdministrator {
    private static final String REMEMBERED_AS = "admin-password";

    private final CreateAdministrator createAdministrator;
    private final Configuration configuration;
    private final DevelopmentSettings settings;
    private final DevDirectory directory;

    DevAdministrator(CreateAdministrator createAdministrator, Configuration configuration, DevDirectory directory) {
        this.createAdministrator = createAdministrator;
        this.configuration = configuration;
        this.settings = configuration.development();
        this.directory = directory;
    }

    /**
     * Creates them unless the address has an account, which is left as it is.
     *
     * @return who they are and with which password they sign in, for the developer to read
     * @throws CannotStart if the password that was asked for must not be chosen
     */
    String seed() {
        Optional<String> chosen = settings.adminPassword().map(Secret::reveal);
        PasswordPolicy policy = configuration.passwords().policy();
        Password password = Password.of(chosen.orElseGet(() -> DevSecrets.password(policy.minLength())));
        var command = new CreateAdministrator.Command(
                settings.adminEmail(), password, null, configuration.server().defaultLocale());
        return settings.adminEmail().value()
                + switch (createAdministrator.handle(command)) {
                    case CreateAdministrator.Result.Created(var id) ->
                        chosen.isPresent() ? ", password as in DEV_ADMIN_PASSWORD" : generated(password);
                    case CreateAdministrator.Result.EmailTaken() -> existing(chosen.isPresent());
                    case CreateAdministrator.Result.PasswordRefused(var refusals) ->
                        throw refused(refusals, policy.minLength());
                };
    }

    private String generated(Password password) {
        directory.remember(REMEMBERED_AS, settings.adminEmail().value() + " " + password.reveal());
        return ", password " + password.reveal();
    }

    private String existing(boolean passwordChosen) {
        Optional<String> remembered = directory
                .recall(REMEMBERED_AS)
                .filter(line -> line.startsWith(settings.adminEmail().value() + " "))
                .map(line -> line.substring(line.indexOf(' ') + 1));
        if (passwordChosen) {
            return ", there already: DEV_ADMIN_PASSWORD changes nothing";
        }
        return remembered
                .map(password -> ", password " + password + " unless it was changed")
                .orElse(", there already: with the password that they were given");
    }

    private static CannotStart refused(Set<PasswordPolicy.Refusal> refusals, int minLength) {
        String reasons = refusals.stream()
                .map(refusal -> switch (refusal) {
                    case TOO_SHORT -> "it has fewer than " + minLength + " characters";
                    case TOO_LONG -> "it has more than " + PasswordPolicy.MAX_LENGTH + " characters";
                    case CONTAINS_ADDRESS -> "it contains DEV_ADMIN_EMAIL";
                })
                .sorted()
                .collect(Collectors.joining(", "));
        return new CannotStart(
                "DEV_ADMIN_PASSWORD is refused: " + reasons + ". Choose another, or leave it out to have one made.",
                null);
    }
}
