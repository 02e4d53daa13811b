package dev.sallyport.bootstrap.config;

import dev.sallyport.domain.account.LanguageTag;
import dev.sallyport.domain.session.AddressRanges;
import java.net.URI;
import java.time.Duration;
import java.util.List;

/**
 * How the server is reached and how it speaks.
 *
 * @param port of the API; 0 for any free one
 * @param managementPort for health; 0 for any free one
 * @param publicUrl where people reach this server, without a slash at the end
 * @param shutdownGrace how long requests in flight may take to finish
 * @param trustedProxies whose word on where a request comes from is taken
 */
public record ServerSettings(
        String host,
        int port,
        int managementPort,
        URI publicUrl,
        String appName,
        List<String> corsOrigins,
        LanguageTag defaultLocale,
        Duration shutdownGrace,
        AddressRanges trustedProxies,
        LogFormat logFormat,
        LogLevel logLevel) {
    static final Setting<String> HOST =
            Setting.of("HOST", Group.SERVER, WebAddresses.host(), "0.0.0.0", "The address to listen on.");
    static final Setting<Integer> PORT =
            Setting.of("PORT", Group.SERVER, ValueTypes.port(), "3000", "The port of the API; 0 for any free one.");
    static final Setting<Integer> MANAGEMENT_PORT = Setting.of(
            "MANAGEMENT_PORT",
            Group.SERVER,
            ValueTypes.port(),
            "3001",
            "The port for health and metrics; publish it to nobody. 0 for any free one.");
    static final Setting<URI> PUBLIC_URL = Setting.of(
            "PUBLIC_URL",
            Group.SERVER,
            WebAddresses.publicUrl(),
            "http://localhost:3000",
            "Where people reach this server; links in mails begin with it. https, except on localhost.");
    static final Setting<String> APP_NAME = Setting.of(
            "APP_NAME", Group.SERVER, ValueTypes.text(100), "Sallyport", "What mails call your application.");
    static final Setting<AddressRanges> TRUSTED_PROXIES = Setting.optional(
            "TRUSTED_PROXIES",
            Group.SERVER,
            AddressTypes.proxies(),
            "none",
            "Addresses and networks (CIDR) of the proxies in front of this server, parted by commas, such as"
                    + " `10.0.0.0/8,2001:db8:1::/48`. Their word is taken on which client a request comes from.");
    static final Setting<List<String>> CORS_ORIGINS = Setting.optional(
            "CORS_ORIGINS",
            Group.SERVER,
            WebAddresses.origins(),
            "none",
            "Origins whose pages may call the API, also by cookie; exact, parted by commas.");
    static final Setting<LanguageTag> DEFAULT_LOCALE = Setting.of(
            "DEFAULT_LOCALE",
            Group.SERVER,
            ValueTypes.language(),
            "en",
            "The language of people who did not say theirs.");
    static final Setting<Duration> SHUTDOWN_GRACE = Setting.of(
            "SHUTDOWN_GRACE",
            Group.SERVER,
            ValueTypes.duration("0", "10m"),
            "20s",
            "How long requests in flight may take to finish after SIGTERM.");
    static final Setting<LogFormat> LOG_FORMAT = Setting.of(
            "LOG_FORMAT",
            Group.SERVER,
            ValueTypes.oneOf(LogFormat.class),
            "text",
            "`text` for people, `json` for machines.");
    static final Setting<LogLevel> LOG_LEVEL = Setting.of(
            "LOG_LEVEL",
            Group.SERVER,
            ValueTypes.oneOf(LogLevel.class),
            "info",
            "`error`, `warn`, `info`, `debug` or `trace`.");

    static List<Setting<?>> catalogue() {
        return List.of(
                HOST,
                PORT,
                MANAGEMENT_PORT,
                PUBLIC_URL,
                APP_NAME,
                TRUSTED_PROXIES,
                CORS_ORIGINS,
                DEFAULT_LOCALE,
                SHUTDOWN_GRACE,
                LOG_FORMAT,
                LOG_LEVEL);
    }

    static void check(Readings readings, List<Problem> problems) {
        int port = readings.find(PORT).orElse(0);
        if (port != 0 && port == readings.find(MANAGEMENT_PORT).orElse(0)) {
            problems.add(new Problem(
                    MANAGEMENT_PORT.name(), "is the same as PORT", "Give it another one; health stays inside."));
        }
    }

    static ServerSettings from(Readings readings) {
        return new ServerSettings(
                readings.get(HOST),
                readings.get(PORT),
                readings.get(MANAGEMENT_PORT),
                readings.get(PUBLIC_URL),
                readings.get(APP_NAME),
                readings.find(CORS_ORIGINS).orElse(List.of()),
                readings.get(DEFAULT_LOCALE),
                readings.get(SHUTDOWN_GRACE),
                readings.find(TRUSTED_PROXIES).orElse(AddressRanges.none()),
                readings.get(LOG_FORMAT),
                readings.get(LOG_LEVEL));
    }
}
