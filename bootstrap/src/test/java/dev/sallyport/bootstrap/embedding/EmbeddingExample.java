package dev.sallyport.bootstrap.embedding;

import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.application.mail.MailTransport.Delivery.Delivered;
import dev.sallyport.application.registration.RegisterAccount;
import dev.sallyport.bootstrap.SallyportSystem;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.account.EmailAddress;
import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.account.Password;
import dev.sallyport.domain.session.Client;
import java.util.List;
import java.util.Map;

/** The example of the README and of docs/embedding.md, where it stands word for word. */
final class EmbeddingExample {
    private EmbeddingExample() {}

    /** Registers somebody and says what came of it; mail is put into the list. */
    static String run(String databaseUrl, String masterKey, List<String> outgoing) {
        // example
        MailTransport mail = message -> {
            outgoing.add(message.to() + ": " + message.content().subject());
            return new Delivered();
        };
        var settings = Map.of("DATABASE_URL", databaseUrl, "MASTER_KEY", masterKey);
        try (var system = SallyportSystem.start(Configuration.parse(settings), mail)) {
            var command = new RegisterAccount.Command(
                    EmailAddress.of("ada@example.com"),
                    Password.of("correct horse battery staple"),
                    null,
                    LanguageTag.of("en"),
                    Client.local());
            return switch (system.sallyport().registerAccount().handle(command)) {
                case RegisterAccount.Result.Accepted(var id, var codeLifetime) -> "A code is on its way.";
                case RegisterAccount.Result.PasswordRefused(var refusals) -> "Please choose another: " + refusals;
                case RegisterAccount.Result.BlockedDomain() -> "Please use another address.";
                case RegisterAccount.Result.Limited(var exhausted) -> "Please come back in " + exhausted.refill();
                case RegisterAccount.Result.Closed() -> "Please ask for an invitation.";
                case RegisterAccount.Result.ChallengeRequired() -> "Please answer the challenge as well.";
                case RegisterAccount.Result.ChallengeFailed() -> "Please answer another challenge.";
            };
        }
        // end
    }
}
