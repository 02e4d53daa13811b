package dev.sallyport.bootstrap.config;

import java.util.List;
import java.util.stream.Stream;

/** Every setting there is, in the order in which people read about them. */
final class Catalogue {
    static final List<Setting<?>> SETTINGS = Stream.of(
                    ServerSettings.catalogue(),
                    DatabaseSettings.catalogue(),
                    SecretSettings.catalogue(),
                    TokenSettings.catalogue(),
                    MailSettings.catalogue(),
                    ClientSettings.catalogue(),
                    RateLimitSettings.catalogue(),
                    BotChallengeSettings.catalogue(),
                    PasswordSettings.catalogue(),
                    SecondFactorSettings.catalogue(),
                    AccountSettings.catalogue(),
                    AuditSettings.catalogue(),
                    DevelopmentSettings.catalogue())
            .<Setting<?>>flatMap(List::stream)
            .toList();

    private Catalogue() {}
}
