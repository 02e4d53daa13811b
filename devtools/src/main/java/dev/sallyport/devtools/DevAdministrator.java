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
    private static final String ADDRESS = "admin-email";
    private static final String PASSWORD = "admin-password";

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
        directory.remember(PASSWORD, password.reveal());
        directory.remember(ADDRESS, settings.adminEmail().value());
        return ", password " + password.reveal();
    }

    private String existing(boolean passwordChosen) {
        if (passwordChosen) {
            return ", there already: DEV_ADMIN_PASSWORD changes nothing";
        }
        return remembered()
                .map(password -> ", password " + password + " unless it was changed")
                .orElse(", there already: with the password that they were given");
    }

    /** The password that was made for that address. */
    private Optional<String> remembered() {
        String email = settings.adminEmail().value();
        Optional<String> password = directory.recall(PASSWORD);
        if (directory.recall(ADDRESS).isPresent()) {
            return password.filter(made -> directory.recall(ADDRESS).equals(Optional.of(email)));
        }
        // The first versions wrote both on one line.
        return password.filter(line -> line.startsWith(email + " ")).map(line -> line.substring(email.length() + 1));
    }

    private static CannotStart refused(Set<PasswordPolicy.Refusal> refusals, int minLength) {
        String reasons = refusals.stream()
                .map(refusal -> switch (refusal) {
                    case TOO_SHORT -> "it has fewer than " + minLength + " characters";
                    case TOO_LONG -> "it has more than " + PasswordPolicy.MAX_LENGTH + " characters";
                    case TOO_COMMON -> "it is common, or made of very few common ones";
                    case BREACHED -> "it is known from a breach";
                    case REPETITIVE -> "it says the same again and again";
                    case SEQUENCE -> "it is little more than a part of the alphabet, of the digits or of a row of keys";
                    case CONTAINS_ADDRESS -> "it is made of DEV_ADMIN_EMAIL";
                    case CONTAINS_NAME -> "it is made of their name";
                    case CONTAINS_APPLICATION_NAME -> "it is made of APP_NAME";
                })
                .sorted()
                .collect(Collectors.joining(", "));
        return new CannotStart(
                "DEV_ADMIN_PASSWORD is refused: " + reasons + ". Choose another, or leave it out to have one made.",
                null);
    }
}
