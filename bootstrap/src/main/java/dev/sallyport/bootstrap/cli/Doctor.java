package dev.sallyport.bootstrap.cli;

import dev.sallyport.bootstrap.config.Configuration;
import dev.sallyport.bootstrap.config.ConfigurationRefused;
import dev.sallyport.bootstrap.config.KeySettings;
import dev.sallyport.bootstrap.config.LogFormat;
import dev.sallyport.bootstrap.config.LogLevel;
import dev.sallyport.bootstrap.logging.Logging;
import dev.sallyport.domain.account.EmailAddress;
import java.time.Clock;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Supplier;

/** Checks one thing after the other, and says of each how it is. Nothing is changed. */
final class Doctor implements Callable<Integer> {
    private static final InstantSource CLOCK = Clock.systemUTC();

    private final World world;
    private final Supplier<Optional<EmailAddress>> testMailTo;
    private final Supplier<Optional<SampleRequest>> sample;
    private boolean failed;

    /**
     * @param testMailTo who is sent a mail, if anybody
     * @param sample the request that somebody wonders about, if any
     */
    Doctor(World world, Supplier<Optional<EmailAddress>> testMailTo, Supplier<Optional<SampleRequest>> sample) {
        this.world = world;
        this.testMailTo = testMailTo;
        this.sample = sample;
    }

    @Override
    public Integer call() {
        Logging.start(LogFormat.TEXT, LogLevel.ERROR);
        Optional<Configuration> configuration = configuration();
        Optional<KeySettings> keys = configuration
                .map(whole -> new KeySettings(whole.database(), whole.secrets(), whole.signing()))
                .or(this::keysAlone);
        configuration.ifPresentOrElse(
                whole -> new ProxyCheck(whole.server(), whole.clients()).run(sample.get(), this::tell),
                () -> tell(Finding.skipped("proxies", "the settings have to be mended first.")));
        if (keys.isPresent()) {
            new DatabaseCheck(keys.get(), CLOCK).run(this::tell);
        } else {
            tell(Finding.skipped("database", "its settings have to be mended first."));
        }
        if (configuration.isPresent()) {
            new RedisCheck(configuration.get().rateLimits()).run(this::tell);
        } else {
            tell(Finding.skipped(RedisCheck.REDIS, "the settings have to be mended first."));
        }
        if (configuration.isPresent()) {
            new MailCheck(configuration.get(), CLOCK).run(testMailTo.get(), this::tell);
        } else {
            tell(Finding.skipped(MailCheck.CONNECTION, "the settings have to be mended first."));
        }
        return failed ? 1 : 0;
    }

    private Optional<Configuration> configuration() {
        try {
            Configuration configuration = Configuration.parseForServer(world.environment(), world.files());
            tell(Finding.ok("configuration", "every setting can be used."));
            return Optional.of(configuration);
        } catch (ConfigurationRefused refused) {
            refused.problems().forEach(problem -> tell(Finding.failed("configuration", problem.toString())));
            return Optional.empty();
        }
    }

    /** What is wrong with a setting for mail, say, does not keep the database from being looked at. */
    private Optional<KeySettings> keysAlone() {
        try {
            return Optional.of(KeySettings.parse(world.environment(), world.files()));
        } catch (ConfigurationRefused told) {
            return Optional.empty();
        }
    }

    private void tell(Finding finding) {
        failed |= finding.isFailure();
        world.out().println(finding.line());
        world.out().flush();
    }
}
