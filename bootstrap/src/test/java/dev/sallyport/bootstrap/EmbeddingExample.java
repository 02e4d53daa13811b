package dev.sallyport.bootstrap;

import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.session.Client;
import java.util.Map;

/** The least that a program does to have accounts and sign-in, without HTTP. */
final class EmbeddingExample {
    private EmbeddingExample() {}

    /** Registers somebody, and tells them in how many seconds their code expires. */
    static String register(Map<String, String> settings, MailTransport mail, String address, String password) {
        try (SallyportSystem system = SallyportSystem.start(Configuration.parse(settings), mail)) {
            var command = new RegisterAccount.Command(
                    EmailAddress.of(address), Password.of(password), null, LanguageTag.of("en"), Client.local());
            return switch (system.sallyport().registerAccount().handle(command)) {
                case RegisterAccount.Result.Accepted(var id, var lifetime) ->
                    "a code for " + lifetime.toSeconds() + " s";
                case RegisterAccount.Result.PasswordRefused(var refusals) -> "another password, please: " + refusals;
                case RegisterAccount.Result.Limited(var retryAfter) -> "later, please, in " + retryAfter;
            };
        }
    }
}
