package dev.sallyport.bootstrap;

import dev.sallyport.application.Sallyport;
import dev.sallyport.application.botchallenge.ChallengeVerifier;
import dev.sallyport.application.mail.MailTransport;
import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.domain.mail.Mail;
import dev.sallyport.persistence.Database;
import dev.sallyport.ratelimit.Unlimited;
import java.util.function.Function;

/**
 * The core for as long as an operator's command takes, beside servers or without any. Nothing is served, counted or looked after; mail that a command causes waits
 * for the servers to send it.
 */
public final class Administration {
    private Administration() {}

    /**
     * Does something with the core.
     *
     * @throws CannotStart if the database cannot be used, has another version's schema, or was set up with another master key
     */
    public static <T> T with(Configuration configuration, Function<Sallyport, T> work) {
        try (Opened opened = new Opened()) {
            Database database = opened.add(Schema.open(configuration.database()));
            Schema.requireThisVersion(database, configuration.database());
            return work.apply(new Core(configuration, database, opened)
                    .in(new Core.Surroundings(
                            new NoTransport(),
                            false,
                            () -> {},
                            () -> {},
                            new Unlimited(),
                            ChallengeVerifier.none(),
                            event -> {},
                            hasher -> hasher)));
        }
    }

    private static final class NoTransport implements MailTransport {
        @Override
        public Delivery deliver(Mail mail) {
            throw new IllegalStateException("commands send no mail, servers do");
        }
    }
}
